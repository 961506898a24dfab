// docgen from Node 16 on, without dependencies. Requests are objects; nothing is passed as an argument.
'use strict';
const { spawn } = require('node:child_process');
const { createInterface } = require('node:readline');

const GRACE = 10; // seconds: docgen keeps its time itself; the host kills only as a last resort

/** One command: {method: 'render', inputs: ['…'], output: '…'}, done in so many seconds: {exitCode, result}. */
function run(program, request, seconds = 60) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['--request', '-', '--json'], { stdio: 'pipe' });
    const killer = setTimeout(() => child.kill('SIGKILL'), (seconds + GRACE) * 1000);
    const out = [], err = [];
    child.stdout.on('data', (part) => out.push(part));
    child.stderr.on('data', (part) => err.push(part));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(killer);
      try {
        resolve({ exitCode, result: JSON.parse(Buffer.concat(out).toString()) });
      } catch {
        reject(new Error(`docgen ended with ${exitCode}: ${Buffer.concat(err)}`));
      }
    });
    child.stdin.on('error', () => {}); // it may end before it has read all
    child.stdin.end(JSON.stringify({ timeout: seconds, ...request }));
  });
}

/** What a host does with an exit code. */
function advice(exitCode) {
  const known = {
    0: '取 output', 3: '文件读不了：请重新上传', 4: '填报有错：按 diagnostics 改', 5: '报表类型有错：找管理员',
    6: '写不了：关闭打开着的文件后重试', 7: '到了限度：重试一次', 130: '被中止：重试', 143: '被中止：重试',
  };
  return known[exitCode] ?? '程序有错：找维护人员'; // 2: this program's; 70: docgen's
}

/** A worker: one process for all requests of this host. */
class Worker {
  #waiting = new Map();
  #last = 0;
  #child;

  constructor(program) {
    this.#child = spawn(program, ['worker'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child.stdin.on('error', () => {});
    this.ended = new Promise((resolve) => this.#child.on('close', resolve));
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const answer = JSON.parse(line);
      const { resolve, reject } = this.#waiting.get(answer.id) ?? {};
      this.#waiting.delete(answer.id);
      if (answer.error) reject?.(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
      else resolve?.(answer.result);
    });
    // Whatever has no answer is asked again of a new worker: doing it twice does no harm.
    const end = () => this.#waiting.forEach(({ reject }) => reject(new Error('the worker has ended')));
    this.#child.on('close', end).on('error', end);
  }

  /** The result of a request: ask('render', {input: '…', output: '…'}). */
  ask(method, params = {}) {
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#waiting.set(id, { resolve, reject });
      this.#child.stdin.write(`${JSON.stringify({ id, method, params })}\n`);
    });
  }

  /** Lets it answer what it has taken, and end. */
  close() {
    this.#child.stdin.end();
    return this.ended;
  }
}

module.exports = { run, advice, Worker };

// PROGRAM FILE: does the calls of a UTF-8 file, all at once: a line is `run {…}` or `ask METHOD {…}`.
async function main([program, file]) {
  const worker = new Worker(program);
  const lines = require('node:fs').readFileSync(file, 'utf8').trim().split('\n');
  const said = await Promise.all(lines.map(async (line) => {
    const [, method, text] = /^(?:run|ask (\w+)) (.*)$/.exec(line);
    if (!method) {
      const { exitCode, result } = await run(program, JSON.parse(text));
      return `${exitCode} ${JSON.stringify(result)}`;
    }
    return worker.ask(method, JSON.parse(text)).then(
      (result) => `0 ${JSON.stringify({ result })}`,
      (error) => `0 ${JSON.stringify({ error: { code: error.code, message: error.message } })}`,
    );
  }));
  console.log(said.join('\n').replace(/[^\n -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`));
  await worker.close();
}

if (require.main === module) main(process.argv.slice(2));
