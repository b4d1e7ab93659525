import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Keeps a second program away from a state folder, for as long as this value lives. Wraps `flock`.
///
/// The operating system releases the lock when the program ends, however it ends; the file stays.
final class FolderLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit {
        // Closing alone is not enough: a process that is being started may still have a copy of the descriptor.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    static func acquire(_ path: String, folder: String) throws(LocalServerError) -> FolderLock {
        // Close-on-exec: a server started by this program must not keep the lock when the program is killed.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw LocalServerError(
                .folderUnusable, "The lock file \(path) can't be opened: \(String(cString: strerror(errno))).")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = holder(in: path)
            close(descriptor)
            throw LocalServerError(
                .folderInUse,
                """
                The folder \(folder) is in use by another program\(holder.map { " (process \($0))" } ?? ""). \
                Stop that one first, or choose another state folder.
                """)
        }
        let text = "\(getpid())\n"
        _ = ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        return FolderLock(descriptor: descriptor)
    }

    /// The process that wrote itself into a lock file.
    static func holder(in path: String) -> Int32? {
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        return Int32(String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
