<?php
// docgen from PHP 7.4 on, without extensions. Nothing is passed as an argument, and no shell is started.

const DOCGEN_GRACE = 10; // seconds: docgen keeps its time itself; the host kills only as a last resort

/** One command, ['method' => 'render', 'inputs' => ['…'], 'output' => '…']: [exit code, result]. */
function docgen_run(string $program, array $request, int $seconds = 60): array
{
    $command = [$program, '--request', '-', '--json'];
    $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
    if (!$process) {
        throw new RuntimeException("cannot start $program");
    }
    fwrite($pipes[0], json_encode($request + ['timeout' => $seconds]));
    fclose($pipes[0]);
    [$out, $err] = docgen_read([$pipes[1], $pipes[2]], microtime(true) + $seconds + DOCGEN_GRACE);
    $status = proc_get_status($process);
    if ($status['running'] && !feof($pipes[1])) {
        proc_terminate($process, 9);
    }
    $code = proc_close($process);
    $result = json_decode($out, true);
    if ($result === null) {
        throw new RuntimeException("docgen ended without a result: $err");
    }
    return [$status['running'] ? $code : $status['exitcode'], $result];
}

/** All that comes from two pipes, both read as it comes, until their ends or the deadline. */
function docgen_read(array $pipes, float $deadline): array
{
    $said = array_fill(0, count($pipes), '');
    $open = $pipes;
    while ($open && microtime(true) < $deadline) {
        $ready = $open;
        $none = null;
        stream_select($ready, $none, $none, 1);
        foreach ($ready as $pipe) {
            $key = array_search($pipe, $pipes, true);
            $said[$key] .= fread($pipe, 65536);
            if (feof($pipe)) {
                unset($open[$key]);
            }
        }
    }
    return $said;
}

/** What a host does with an exit code. */
function docgen_advice(int $code): string
{
    $known = [
        0 => '取 output', 3 => '文件读不了：请重新上传', 4 => '填报有错：按 diagnostics 改', 5 => '报表类型有错：找管理员',
        6 => '写不了：关闭打开着的文件后重试', 7 => '到了限度：重试一次', 130 => '被中止：重试', 143 => '被中止：重试',
    ];
    return $known[$code] ?? '程序有错：找维护人员'; // 2: this program's; 70: docgen's
}

/** A worker: one process for all requests of this script (a queue's consumer, a daemon). */
final class DocgenWorker
{
    private $process;
    private array $pipes = [];
    private int $last = 0;
    private array $answers = [];

    public function __construct(string $program)
    {
        $streams = [['pipe', 'r'], ['pipe', 'w'], ['file', PHP_OS_FAMILY === 'Windows' ? 'NUL' : '/dev/null', 'w']];
        $this->process = proc_open([$program, 'worker'], $streams, $this->pipes);
    }

    /** The id of a request: $worker->send('render', ['input' => '…', 'output' => '…']). */
    public function send(string $method, array $params = []): int
    {
        $line = json_encode(['id' => ++$this->last, 'method' => $method, 'params' => (object) $params]);
        if (fwrite($this->pipes[0], "$line\n") === false) {
            throw new RuntimeException('the worker has ended');
        }
        return $this->last;
    }

    /** The answer to a request, ['result' => …] or ['error' => …]; others that come meanwhile are kept. */
    public function answer(int $id): array
    {
        while (!isset($this->answers[$id])) {
            $line = fgets($this->pipes[1]);
            if ($line === false) {
                // Whatever has no answer is asked again of a new worker: doing it twice does no harm.
                throw new RuntimeException('the worker has ended');
            }
            $answer = json_decode($line, true);
            $this->answers[$answer['id']] = $answer;
        }
        $answer = $this->answers[$id];
        unset($this->answers[$id]);
        return $answer;
    }

    /** Lets it answer what it has taken, and end. */
    public function close(): int
    {
        fclose($this->pipes[0]);
        stream_get_contents($this->pipes[1]);
        return proc_close($this->process);
    }
}

// PROGRAM FILE: does the calls of a UTF-8 file: a line is `run {…}` or `ask METHOD {…}`.
if (realpath($argv[0] ?? '') === __FILE__) {
    $worker = new DocgenWorker($argv[1]);
    $said = [];
    foreach (file($argv[2], FILE_IGNORE_NEW_LINES) as $number => $line) {
        if (preg_match('/^ask (\w+) (.*)$/', $line, $words)) {
            $said[$number] = $worker->send($words[1], json_decode($words[2], true));
        } else {
            [$code, $result] = docgen_run($argv[1], json_decode(substr($line, 4), true));
            $said[$number] = $code . ' ' . json_encode($result);
        }
    }
    foreach ($said as $one) {
        echo is_int($one) ? '0 ' . json_encode($worker->answer($one)) : $one, "\n";
    }
    $worker->close();
}
