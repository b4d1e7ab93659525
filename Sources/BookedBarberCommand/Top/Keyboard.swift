import Foundation
import Synchronization

/// Tells of the keys that are pressed, until it is stopped.
final class Keyboard: Sendable {
    private let decoder = Mutex(KeyDecoder())

    /// - Parameter press: called on a thread of the system's, one key after the other; nil is the end of the input.
    init(press: @escaping @Sendable (TopKey?) -> Void) {
        FileHandle.standardInput.readabilityHandler = { [self] handle in
            // More than one byte at a time would be waited for.
            guard let bytes = try? handle.read(upToCount: 1), !bytes.isEmpty else {
                handle.readabilityHandler = nil
                return press(nil)
            }
            decoder.withLock { $0.keys(in: bytes) }.forEach(press)
        }
    }

    func stop() { FileHandle.standardInput.readabilityHandler = nil }
}
