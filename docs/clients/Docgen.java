import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.regex.*;

/**
 * docgen from Java 11 on, with nothing but the JDK. Requests and answers are JSON texts: take the parser that you have.
 *
 * Nothing is passed as an argument: under LANG=C a JVM would turn 年报.xlsx into ????.xlsx.
 */
public final class Docgen {
    /** What came of one command: its exit code, and the JSON that it wrote. */
    public static final class Result {
        public final int exitCode;
        public final String json;

        Result(int exitCode, String json) {
            this.exitCode = exitCode;
            this.json = json;
        }
    }

    private static final ExecutorService PIPES = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "docgen");
        thread.setDaemon(true);
        return thread;
    });
    private static final long GRACE = 10; // seconds: docgen keeps its time itself; the host kills only as a last resort

    /** One command: {"method": "render", "inputs": ["…"], "output": "…"}, done in so many seconds. */
    public static Result run(String program, String request, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program, "--request", "-", "--json").start();
        try {
            Future<byte[]> out = PIPES.submit(() -> process.getInputStream().readAllBytes());
            Future<byte[]> err = PIPES.submit(() -> process.getErrorStream().readAllBytes());
            try (OutputStream in = process.getOutputStream()) {
                in.write(with(request, "timeout", String.valueOf(seconds)).getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(seconds + GRACE, TimeUnit.SECONDS)) throw new IOException("docgen did not end");
            String said = new String(err.get(), StandardCharsets.UTF_8);
            if (!said.isEmpty()) System.err.print(said); // only when docgen could not start
            return new Result(process.exitValue(), new String(out.get(), StandardCharsets.US_ASCII));
        } catch (ExecutionException error) {
            throw new IOException(error.getCause());
        } finally {
            process.destroyForcibly();
        }
    }

    /** What a host does with an exit code. */
    public static String advice(int exitCode) {
        switch (exitCode) {
            case 0: return "取 output";
            case 3: return "文件读不了：请重新上传";
            case 4: return "填报有错：按 diagnostics 改";
            case 5: return "报表类型有错：找管理员";
            case 6: return "写不了：关闭打开着的文件后重试";
            case 7: return "到了限度：重试一次";
            case 130: case 143: return "被中止：重试";
            default: return "程序有错：找维护人员"; // 2: this program's; 70: docgen's
        }
    }

    /** A worker: one process for all requests of this host, from any thread. */
    public static final class Worker implements AutoCloseable {
        private static final Pattern ID = Pattern.compile("\\{\"id\": (\\d+), "); // the id always comes first
        private final Process process;
        private final OutputStream in;
        private final Map<Long, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
        private long last;

        public Worker(String program) throws IOException {
            process = new ProcessBuilder(program, "worker").redirectError(ProcessBuilder.Redirect.DISCARD).start();
            in = process.getOutputStream();
            PIPES.submit(this::read);
        }

        /** The line that answers, {"id": …, "result": {…}} or {"id": …, "error": {…}}. Wait for it with get(seconds). */
        public synchronized CompletableFuture<String> ask(String method, String params) throws IOException {
            CompletableFuture<String> answer = new CompletableFuture<>();
            long id = ++last;
            waiting.put(id, answer);
            String line = "{\"id\": " + id + ", \"method\": \"" + method + "\", \"params\": " + params + "}\n";
            in.write(line.getBytes(StandardCharsets.UTF_8));
            in.flush();
            return answer;
        }

        private void read() {
            try (BufferedReader out = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
                for (String line; (line = out.readLine()) != null; ) {
                    Matcher id = ID.matcher(line);
                    if (id.lookingAt()) waiting.remove(Long.parseLong(id.group(1))).complete(line);
                }
            } catch (IOException ignored) {
                // as at its end
            }
            // Whatever has no answer is asked again of a new worker: doing it twice does no harm.
            waiting.values().forEach(answer -> answer.completeExceptionally(new IOException("the worker has ended")));
        }

        /** Lets it answer what it has taken, and end. */
        @Override
        public void close() throws IOException {
            in.close();
            try {
                if (!process.waitFor(60 + GRACE, TimeUnit.SECONDS)) process.destroyForcibly();
            } catch (InterruptedException error) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A JSON object with one more key. */
    static String with(String object, String key, String value) {
        return object.contains("\"" + key + "\"") ? object : "{\"" + key + "\": " + value + ", " + object.trim().substring(1);
    }

    /** PROGRAM FILE: does the calls of a UTF-8 file, all at once: a line is `run {…}` or `ask METHOD {…}`. */
    public static void main(String[] args) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<String>> said = new ArrayList<>();
        try (Worker worker = new Worker(args[0])) {
            for (String line : Files.readAllLines(Paths.get(args[1]), StandardCharsets.UTF_8)) {
                String[] words = line.split(" ", line.startsWith("ask") ? 3 : 2);
                said.add(threads.submit(() -> {
                    if (words[0].equals("ask")) return "0 " + worker.ask(words[1], words[2]).get(60, TimeUnit.SECONDS);
                    Result result = run(args[0], words[1], 60);
                    return result.exitCode + " " + result.json.trim();
                }));
            }
            for (Future<String> one : said) System.out.println(one.get());
        }
        threads.shutdown();
    }
}
