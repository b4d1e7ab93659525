import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Small files with an exact owner and mode. Wraps `open` and `write`.
enum PrivateFile {
    /// Replaces the file in one step: after a crash it has the old or the new contents, whole.
    static func write(
        _ text: String, to path: String, owner: ServiceUser? = nil, mode: UInt32 = 0o600
    ) throws(LocalServerError) {
        let temporary = path + ".new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("written", path) }
        let bytes = Array(text.utf8)
        let written = writeAll(descriptor, bytes)
        var given = fchmod(descriptor, mode_t(mode)) == 0
        if let owner { given = given && fchown(descriptor, owner.userID, owner.groupID) == 0 }
        let synced = fsync(descriptor) == 0
        close(descriptor)
        guard written, given, synced else { throw failure("written", path) }
        guard rename(temporary, path) == 0 else { throw failure("put in place", path) }
    }

    /// Nil when there is no such file.
    static func read(_ path: String) throws(LocalServerError) -> String? {
        if let bytes = FileManager.default.contents(atPath: path) { return String(decoding: bytes, as: UTF8.self) }
        guard FolderAccess.entry(path) != nil else { return nil }
        throw LocalServerError(.folderUnusable, "\(path) exists but can't be read. Check its owner and permissions.")
    }

    private static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Darwin)
                    Darwin.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
                #elseif canImport(Musl)
                    Musl.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
                #else
                    Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
                #endif
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }

    private static func failure(_ what: String, _ path: String) -> LocalServerError {
        LocalServerError(.folderUnusable, "\(path) can't be \(what): \(String(cString: strerror(errno))).")
    }
}
