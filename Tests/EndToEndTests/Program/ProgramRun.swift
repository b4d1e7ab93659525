import Foundation
import Subprocess
import TestServers
import Testing

/// A run of the real program. Its output goes to files, so that neither side waits for the other.
struct ProgramRun: Sendable {
    let processID: Int32
    fileprivate let folder: String

    var standardOutput: String { text("stdout") }
    var standardError: String { text("stderr") }

    private func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data(), as: UTF8.self)
    }

    func signal(_ signal: Int32) { kill(processID, signal) }

    /// As a terminal does on Ctrl-C: every process of the group gets it.
    func signalGroup(_ signal: Int32) { kill(-processID, signal) }

    /// The address from the line that says that it's ready.
    ///
    /// - Throws: with what the program wrote, when it isn't ready in time or has ended.
    func waitUntilReady(within timeout: Duration = .seconds(120)) async throws -> TestHTTPClient {
        var port: Int?
        _ = try await eventually(within: timeout) {
            port = readyPort
            return port != nil || hasEnded
        }
        let found = try #require(port, "not ready; it wrote:\n\(standardError)")
        return TestHTTPClient(port: found)
    }

    /// Looks without reaping, which is left to whoever started it.
    var hasEnded: Bool {
        var information = siginfo_t()
        let result = waitid(P_PID, id_t(processID), &information, WEXITED | WNOHANG | WNOWAIT)
        // All zero while it runs; an error when it's reaped already.
        return result != 0 || information.si_signo == SIGCHLD
    }

    /// - Throws: when it hasn't ended in time.
    func waitUntilEnded(within timeout: Duration = .seconds(60)) async throws {
        let ended = try await eventually(within: timeout) { hasEnded }
        try #require(ended, "still running after \(timeout); it wrote:\n\(standardError)")
    }

    private var readyPort: Int? {
        let mark = "BookedBarber is ready at http://127.0.0.1:"
        guard let line = standardOutput.split(separator: "\n").first(where: { $0.hasPrefix(mark) }) else { return nil }
        return Int(line.dropFirst(mark.count))
    }
}

/// How a run ended.
struct ProgramEnd: Sendable {
    let exitCode: Int32?
    let signal: Int32?
    let standardOutput: String
    let standardError: String

    /// Of the standard output.
    var lines: [String] { standardOutput.split(separator: "\n").map(String.init) }
}

/// Runs the program while `body` does, and ends it afterwards: with SIGTERM, and SIGKILL if that isn't enough.
///
/// - Parameters:
///   - folder: where its working folder is made, anew each time: no configuration file is found there by chance.
///   - files: what to put into its working folder, by path.
///   - hasReader: false gives it a standard output whose reader is gone.
///   - timeout: for `body` and the end together; the program is killed then, whatever happens.
/// - Returns: what `body` returned, and how the program ended.
func withProgram<R: Sendable>(
    _ arguments: [String], in folder: String, environment: [String: String] = [:], files: [String: String] = [:],
    hasReader: Bool = true, timeout: Duration = .seconds(300), _ body: @Sendable (ProgramRun) async throws -> R
) async throws -> (result: R, end: ProgramEnd) {
    let output = "\(folder)/run-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    for (name, text) in files {
        let file = URL(fileURLWithPath: "\(output)/\(name)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
    var options = PlatformOptions()
    // A group of its own, as a shell makes one for each job.
    options.processGroupID = 0
    let target = hasReader ? ">stdout" : "> >(exit)"
    let script = "cd '\(output)' && exec \"$0\" \"$@\" \(target) 2>stderr </dev/null"
    let outcome = try await run(
        .name("bash"), arguments: Arguments(["-c", script, BuiltProgram.path] + arguments),
        environment: .custom(ProgramEnvironment.variables(environment)), platformOptions: options,
        input: .none, output: .discarded, error: .discarded
    ) { execution in
        let program = ProgramRun(processID: execution.processIdentifier.value, folder: output)
        let watchdog = Task {
            try await Task.sleep(for: timeout)
            program.signal(SIGKILL)
        }
        defer { watchdog.cancel() }
        let result: Result<R, any Error>
        do { result = .success(try await body(program)) } catch { result = .failure(error) }
        if !program.hasEnded {
            await execution.teardown(using: [.gracefulShutDown(allowedDurationToNextStep: .seconds(60))])
        }
        return result
    }
    let program = ProgramRun(processID: 0, folder: output)
    let end = ProgramEnd(
        outcome.terminationStatus, standardOutput: program.standardOutput, standardError: program.standardError)
    if case .failure = outcome.closureResult {
        Issue.record(
            "the program's end: \(outcome.terminationStatus); the end of what it wrote:\n\(end.standardError.suffix(4_000))"
        )
    }
    return (try outcome.closureResult.get(), end)
}

/// Runs the program to its own end.
func runProgram(
    _ arguments: [String], in folder: String, environment: [String: String] = [:], files: [String: String] = [:],
    timeout: Duration = .seconds(120)
) async throws -> ProgramEnd {
    try await withProgram(arguments, in: folder, environment: environment, files: files, timeout: timeout) { program in
        try await program.waitUntilEnded(within: timeout)
    }.end
}

extension ProgramEnd {
    fileprivate init(_ status: TerminationStatus, standardOutput: String, standardError: String) {
        switch status {
        case .exited(let code):
            self.init(exitCode: code, signal: nil, standardOutput: standardOutput, standardError: standardError)
        case .signaled(let signal):
            self.init(exitCode: nil, signal: signal, standardOutput: standardOutput, standardError: standardError)
        }
    }
}
