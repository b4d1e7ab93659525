import Foundation
import Subprocess

/// A program that is run to its end, with a deadline.
struct ShortCommand: Sendable {
    var program: String
    var arguments: [String] = []
    var user: ServiceUser?
    var timeout: Duration

    struct Result: Sendable {
        let succeeded: Bool
        /// Standard output and standard error together.
        let output: String
    }

    /// Runs the program in its own session, so that a terminal's Ctrl-C does not reach it.
    ///
    /// Throws when the program can't be started, or is killed because it did not end in time or the task was cancelled.
    func run() async throws(LocalServerError) -> Result {
        let outcome = await withTaskGroup(of: Swift.Result<Result?, LocalServerError>.self) { group in
            group.addTask { await attempt() }
            group.addTask {
                try? await Task.sleep(for: timeout)
                return .success(nil)
            }
            let first = await group.next() ?? .success(nil)
            group.cancelAll()
            return first
        }
        guard let result = try outcome.get() else {
            if Task.isCancelled {
                throw LocalServerError(.cancelled, "\(program) was ended, because its caller was cancelled.")
            }
            throw LocalServerError(.timedOut, "\(program) did not end within \(timeout).")
        }
        return result
    }

    private func attempt() async -> Swift.Result<Result?, LocalServerError> {
        do {
            let result = try await Subprocess.run(
                try Shell.configuration("umask 077; exec \"$0\" \"$@\"", [program] + arguments, user: user),
                output: .string(limit: 1 << 20), error: .combinedWithOutput)
            return .success(Result(succeeded: result.terminationStatus.isSuccess, output: result.standardOutput))
        } catch let error as LocalServerError {
            return .failure(error)
        } catch {
            return .failure(LocalServerError(.startFailed, "\(program) could not be run: \(error)"))
        }
    }
}
