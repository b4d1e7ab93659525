import Foundation
import Subprocess
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A server's main process: one that this program started, or one that was found running.
///
/// It is in a session of its own: a terminal's Ctrl-C does not reach it, and it outlives this program when that is
/// killed. A child is collected as soon as it ends, also when nobody holds this value any more.
final class ServerProcess: Sendable {
    let processID: Int32
    private let exit: ExitStatus
    /// Of a process that is nobody's child here: its id may be given to another one when it has ended.
    private let birthMark: String?

    private init(processID: Int32, exit: ExitStatus) {
        self.processID = processID
        self.exit = exit
        birthMark = nil
    }

    /// A process that runs already, and belongs to nobody here.
    init(adopting processID: Int32) {
        self.processID = processID
        exit = ExitStatus()
        birthMark = ProcessProbe.birthMark(processID)
    }

    /// Starts a program whose output is appended to the file `outputPath`.
    static func launch(
        _ program: String, _ arguments: [String], outputPath: String, user: ServiceUser?
    ) async throws(LocalServerError) -> ServerProcess {
        let exit = ExitStatus()
        let started = await withCheckedContinuation { (continuation: CheckedContinuation<Launched, Never>) in
            let reply = Mutex<CheckedContinuation<Launched, Never>?>(continuation)
            @Sendable func answer(_ launched: Launched) {
                reply.withLock { waiting in
                    waiting?.resume(returning: launched)
                    waiting = nil
                }
            }
            // Detached: the server outlives the task that asked for it. This task ends when the server does.
            Task.detached {
                do {
                    let status = try await run(program, arguments, outputPath, user) { answer(.running($0)) }
                    exit.record(status)
                } catch {
                    answer(.failed("\(error)"))
                }
            }
        }
        switch started {
        case .running(let processID): return ServerProcess(processID: processID, exit: exit)
        case .failed(let reason):
            throw LocalServerError(.startFailed, "\(program) could not be run: \(reason)")
        }
    }

    var isAlive: Bool {
        guard exit.value == nil, ProcessProbe.isAlive(processID) else { return false }
        return birthMark == nil || birthMark == ProcessProbe.birthMark(processID)
    }

    /// How it ended, in words. Waits a moment: a child is seen to be gone a little before it is collected.
    func exitDescription() async -> String {
        _ = await Polling.until(.seconds(1)) { exit.value != nil }
        return exit.value ?? "unknown exit status"
    }

    /// Waits until the process is gone; false when it is still there after `timeout`.
    func waitUntilGone(within timeout: Duration) async -> Bool {
        await Polling.until(timeout) { !self.isAlive }
    }

    func signal(_ signal: Int32) {
        guard isAlive else { return }
        ProcessProbe.signal(processID, signal)
    }

    private enum Launched: Sendable {
        case running(Int32)
        case failed(String)
    }

    private static func run(
        _ program: String, _ arguments: [String], _ outputPath: String, _ user: ServiceUser?,
        started: @Sendable (Int32) -> Void
    ) async throws -> String {
        let script = "umask 077; out=$0; exec \"$@\" >>\"$out\" 2>&1 </dev/null"
        let result = try await Subprocess.run(
            try Shell.configuration(script, [outputPath, program] + arguments, user: user),
            input: .none, output: .discarded, error: .discarded
        ) { execution in started(execution.processIdentifier.value) }
        switch result.terminationStatus {
        case .exited(let code): return "exit status \(code)"
        case .signaled(let signal): return "ended by signal \(signal)"
        }
    }
}

/// How a child ended, once it has.
private final class ExitStatus: Sendable {
    private let status = Mutex<String?>(nil)

    var value: String? { status.withLock { $0 } }

    func record(_ text: String) { status.withLock { $0 = text } }
}
