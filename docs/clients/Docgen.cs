// docgen from .NET 6 on, without packages. Documented; not run by docgen's tests, for want of a .NET there.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

/// <summary>One command, or a worker for many. Nothing is passed as an argument, so no code page can spoil a name.</summary>
public static class Docgen
{
    internal static readonly Encoding Utf8 = new UTF8Encoding(false);
    private const int Grace = 10; // seconds: docgen keeps its time itself; the host kills only as a last resort

    /// <summary>{"method": "render", "inputs": ["…"], "output": "…"}: the exit code and the result.</summary>
    public static async Task<(int ExitCode, JsonNode Result)> RunAsync(string program, JsonObject request, int seconds = 60)
    {
        request["timeout"] ??= seconds;
        using var process = Process.Start(Start(program, "--request", "-", "--json"))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync(); // both pipes are read: a full one would hold the process
        await process.StandardInput.WriteAsync(request.ToJsonString());
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds + Grace));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("docgen did not end");
        }
        var text = await output;
        return text.Length > 0
            ? (process.ExitCode, JsonNode.Parse(text)!)
            : throw new InvalidOperationException($"docgen ended with {process.ExitCode}: {await error}");
    }

    /// <summary>What a host does with an exit code.</summary>
    public static string Advice(int exitCode) => exitCode switch
    {
        0 => "取 output",
        3 => "文件读不了：请重新上传",
        4 => "填报有错：按 diagnostics 改",
        5 => "报表类型有错：找管理员",
        6 => "写不了：关闭打开着的文件后重试",
        7 => "到了限度：重试一次",
        130 or 143 => "被中止：重试",
        _ => "程序有错：找维护人员", // 2: this program's; 70: docgen's
    };

    internal static ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }
}

/// <summary>A worker: one process for all requests of this host, from any thread.</summary>
public sealed class DocgenWorker : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly Task _reader;
    private readonly object _pen = new();
    private long _last;

    public DocgenWorker(string program)
    {
        _process = Process.Start(Docgen.Start(program, "worker"))!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _reader = Task.Run(ReadAsync);
    }

    /// <summary>The answer, {"id": …, "result": {…}} or {"id": …, "error": {…}}.</summary>
    public Task<JsonNode> AskAsync(string method, JsonObject parameters)
    {
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_pen)
        {
            var id = ++_last;
            _waiting[id] = answer;
            var line = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
            _process.StandardInput.Write(line.ToJsonString() + "\n");
            _process.StandardInput.Flush();
        }
        return answer.Task;
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var answer = JsonNode.Parse(line)!;
            if (answer["id"] is { } id && _waiting.TryRemove(id.GetValue<long>(), out var waiting)) waiting.SetResult(answer);
        }
        // Whatever has no answer is asked again of a new worker: doing it twice does no harm.
        foreach (var waiting in _waiting.Values) waiting.TrySetException(new IOException("the worker has ended"));
    }

    /// <summary>Lets it answer what it has taken, and end.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_reader.Wait(TimeSpan.FromSeconds(70))) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
