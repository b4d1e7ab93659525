import Foundation
import ServiceLifecycle

/// Ends, and with it the process, when the standard input does: the program that started it wants it no more, or is
/// gone itself.
struct InputEnd: Service {
    func run() async throws {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                _ = try? FileHandle.standardInput.readToEnd()
                continuation.resume()
            }
        }
    }
}
