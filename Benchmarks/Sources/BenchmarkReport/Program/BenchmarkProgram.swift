import Dispatch
import Foundation

/// What a measuring program is around its work.
package enum BenchmarkProgram {
    /// Executes `body`, and ends the process with status 1 and a sentence when it throws. Ctrl-C cancels it, so that
    /// its servers are stopped before the end.
    package static func run(_ body: @escaping @Sendable () async throws -> Void) async {
        let work = Task { try await body() }
        let signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { @Sendable in work.cancel() }
            source.resume()
            return source
        }
        defer { for source in signals { source.cancel() } }
        do {
            try await work.value
        } catch {
            say("bench: \(work.isCancelled ? "stopped before the end" : "\(error)")")
            exit(1)
        }
    }

    /// Tells the person who measures, apart from what is measured.
    package static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
