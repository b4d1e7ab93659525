import Foundation

/// Rules for the path of a state folder.
enum StatePath {
    /// An absolute path without links or dots. A relative path is taken from the current folder.
    static func normalized(_ path: String) throws(LocalServerError) -> String {
        guard !path.isEmpty, !path.utf8.contains(where: { $0 < 0x20 }) else {
            throw LocalServerError(.folderUnusable, "A state folder needs a path without control characters.")
        }
        return URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    /// Makes a state folder, and returns its path.
    ///
    /// With an owner (this program runs as root) it stays root's, and the owner may pass through it to its own parts.
    ///
    /// - Parameter names: what a server has in its folder. The permissions of a folder that holds anything else as
    ///   well (somebody's home, say) are left as they are.
    static func prepare(
        _ directory: String, names: Set<String>, owner: ServiceUser?
    ) throws(LocalServerError) -> String {
        let path = try normalized(directory)
        try makeParents(of: path)
        if FolderAccess.entry(path) == nil || contains(path, only: names) {
            try FolderAccess.make(path, mode: owner == nil ? 0o700 : 0o711, owner: nil)
        }
        try check(path, reachableBy: owner)
        return path
    }

    private static func contains(_ path: String, only names: Set<String>) -> Bool {
        guard let found = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            // Not a folder: the attempt to make one says so.
            return true
        }
        return names.isSuperset(of: found)
    }

    private static func makeParents(of path: String) throws(LocalServerError) {
        let parent = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        } catch {
            throw LocalServerError(
                .folderUnusable,
                """
                The folder \(parent), for \(path), can't be made. Check the path and its permissions, or choose \
                another state folder.
                """
            )
        }
    }

    private static func check(_ path: String, reachableBy user: ServiceUser?) throws(LocalServerError) {
        guard let user, let closed = FolderAccess.firstClosedFolder(on: path, for: user) else { return }
        throw LocalServerError(
            .folderUnusable,
            """
            The server runs as the user \(user.name) (it refuses to run as root), who may not enter \(closed). \
            Choose a state folder elsewhere, for example /var/lib/bookedbarber, or allow it: chmod o+x \(closed)
            """)
    }
}
