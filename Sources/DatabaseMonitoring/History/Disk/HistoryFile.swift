import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The file of a history, by its path. All of it belongs to the user alone.
struct HistoryFile {
    let path: String

    /// SQLite's names for what it keeps beside a database.
    private static let besides = ["-wal", "-shm"]

    /// What all of it takes on the disk.
    var bytes: Int {
        ([""] + Self.besides).reduce(0) { sum, suffix in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
            return sum + ((attributes?[.size] as? NSNumber)?.intValue ?? 0)
        }
    }

    /// Differs from that of a file that had the same path before; nil where there is none.
    var identity: UInt64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value
    }

    /// Makes an empty file where there is none, and takes others' rights from what is there. SQLite gives its own files
    /// the rights of the database.
    func makePrivate() throws(SQLiteError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) } else if errno != EEXIST { throw refused(errno) }
        for suffix in [""] + Self.besides where chmod(path + suffix, 0o600) != 0 && errno != ENOENT {
            throw refused(errno)
        }
    }

    /// Renames it to `….damaged`, where the former one of that name is lost.
    func moveAside() throws(SQLiteError) {
        // Left alone, the log would be that of the next file, unless that is empty: so the database goes first.
        guard rename(path, path + ".damaged") == 0 else { throw refused(errno) }
        for suffix in Self.besides where rename(path + suffix, path + ".damaged" + suffix) != 0 {
            unlink(path + ".damaged" + suffix)
            unlink(path + suffix)
        }
    }

    private func refused(_ code: Int32) -> SQLiteError {
        SQLiteError(code: SQLiteError.cannotOpen, message: String(cString: strerror(code)))
    }
}
