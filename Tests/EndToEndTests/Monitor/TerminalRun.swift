import Foundation
import Subprocess
import TestServers
import Testing

/// A run of the real program in a terminal of its own, as a shell starts it.
struct TerminalRun: Sendable {
    let terminal: PseudoTerminal
    fileprivate let folder: String

    private func file(_ name: String) -> String? {
        FileManager.default.contents(atPath: "\(folder)/\(name)")
            .map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
            .flatMap { $0.isEmpty ? nil : $0 }
    }

    var processID: Int32? { file("pid").flatMap { Int32($0) } }

    /// How the terminal was set before the program began, while it was stopped by Ctrl-Z, and after it had ended.
    var settings: (before: String?, stopped: String?, after: String?) {
        (file("before"), file("stopped"), file("after"))
    }

    /// - Returns: what the program ended with, once the shell has looked at the terminal again.
    func end() async throws -> Int32? {
        let hasEnded = try await eventually {
            // Whoever writes waits for the terminal to be read.
            _ = await terminal.text
            return file("after") != nil
        }
        let screen = await terminal.screen
        try #require(hasEnded, "still running; the screen:\n\(screen.joined(separator: "\n"))")
        return file("code").flatMap { Int32($0) }
    }

    fileprivate func kill() {
        if file("code") == nil, let processID { _ = Foundation.kill(processID, SIGKILL) }
    }
}

/// Runs the program in a terminal while `body` uses it; it is killed if it hasn't ended then. When it
/// stops, it is continued at once.
func withTerminal<R: Sendable>(
    _ arguments: [String], in folder: String, columns: Int = 100, rows: Int = 30, terminalType: String = "xterm",
    _ body: @Sendable @escaping (TerminalRun) async throws -> R
) async throws -> R {
    let output = "\(folder)/terminal-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    let program = TerminalRun(terminal: try PseudoTerminal(columns: columns, rows: rows), folder: output)
    var options = PlatformOptions()
    // Without a terminal so far, so that the one it opens becomes its own.
    options.createSession = true
    let script = """
        cd '\(output)' && exec <"$TTY" >"$TTY" 2>&1 && stty -g >before
        set -m
        bash -c 'echo $$ >pid; exec "$0" "$@"' "$0" "$@"
        code=$?
        if [ -n "$(jobs)" ]; then stty -g >stopped; fg; code=$?; fi
        echo $code >code
        stty -g >after
        """
    let environment = ["TTY": program.terminal.path, "TERM": terminalType]
    let outcome = try await run(
        .name("bash"), arguments: Arguments(["-c", script, BuiltProgram.path] + arguments),
        environment: .custom(ProgramEnvironment.variables(environment)), platformOptions: options,
        input: .none, output: .discarded, error: .discarded
    ) { _ in
        let result: Result<R, any Error>
        do { result = .success(try await body(program)) } catch { result = .failure(error) }
        program.kill()
        return result
    }
    return try outcome.closureResult.get()
}
