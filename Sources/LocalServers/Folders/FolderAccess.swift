import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Makes and checks folders with an owner and a mode. Wraps `lstat`, `mkdir`, `chown` and `chmod`.
enum FolderAccess {
    /// What the file system says about a path. Access control lists are not considered.
    struct Entry: Sendable, Equatable {
        var isDirectory: Bool
        var owner: UInt32
        var group: UInt32
        var mode: UInt32

        /// Whether an account that belongs to one group may pass through this folder.
        func canBeEntered(by user: ServiceUser) -> Bool {
            let execute: UInt32 =
                if owner == user.userID { 0o100 } else if group == user.groupID { 0o010 } else { 0o001 }
            return mode & execute != 0
        }
    }

    /// Nil when nothing is there (or may not be looked at). Symbolic links are followed.
    static func entry(_ path: String, followingLinks: Bool = true) -> Entry? {
        var status = stat()
        guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        return Entry(
            isDirectory: status.st_mode & S_IFMT == S_IFDIR, owner: status.st_uid, group: status.st_gid,
            mode: UInt32(status.st_mode) & 0o7777)
    }

    /// The first folder above `path` (or `path` itself) that `user` may not enter; nil when all are open.
    static func firstClosedFolder(on path: String, for user: ServiceUser) -> String? {
        var prefix = ""
        for component in path.split(separator: "/") {
            prefix += "/" + component
            if let entry = entry(prefix), !entry.canBeEntered(by: user) { return prefix }
        }
        return nil
    }

    /// Makes one folder if it is missing and gives it its owner and mode.
    static func make(_ path: String, mode: UInt32, owner: ServiceUser?) throws(LocalServerError) {
        if mkdir(path, mode_t(mode)) != 0 && errno != EEXIST {
            throw failure("made", path)
        }
        guard let entry = entry(path, followingLinks: false), entry.isDirectory else {
            throw LocalServerError(
                .folderUnusable, "\(path) should be a folder, but something else is there. Move it away.")
        }
        try give(path, to: owner, mode: mode)
    }

    static func give(_ path: String, to owner: ServiceUser?, mode: UInt32) throws(LocalServerError) {
        if let owner, chown(path, owner.userID, owner.groupID) != 0 { throw failure("given to \(owner.name)", path) }
        if chmod(path, mode_t(mode)) != 0 { throw failure("given its permissions", path) }
    }

    private static func failure(_ what: String, _ path: String) -> LocalServerError {
        LocalServerError(.folderUnusable, "\(path) can't be \(what): \(String(cString: strerror(errno))).")
    }
}
