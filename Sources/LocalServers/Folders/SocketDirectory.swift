import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Chooses the folder of the Unix socket, whose path has a small limit (`sun_path`: 104 bytes on macOS, 108 on Linux).
enum SocketDirectory {
    static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// Whether the socket file and the longest name the server puts beside it fit.
    static func fits(_ directory: String, longestName: String, limit: Int = longestPath) -> Bool {
        directory.utf8.count + 1 + longestName.utf8.count <= limit
    }

    /// `preferred` when it is short enough; else a short folder under /tmp that only `owner` may enter, whose name is
    /// kept in the file `note` so that later starts use it again.
    static func prepare(
        preferred: String, note: String, longestName: String, owner: ServiceUser?
    ) throws(LocalServerError) -> String {
        if fits(preferred, longestName: longestName) {
            try FolderAccess.make(preferred, mode: 0o700, owner: owner)
            return preferred
        }
        if let known = try PrivateFile.read(note)?.trimmingCharacters(in: .whitespacesAndNewlines),
            known.hasPrefix(shortPrefix), isOurs(known, owner) || mkdir(known, 0o700) == 0
        {
            try FolderAccess.give(known, to: owner, mode: 0o700)
            return known
        }
        let made = try makeShort()
        try FolderAccess.give(made, to: owner, mode: 0o700)
        try PrivateFile.write(made + "\n", to: note)
        return made
    }

    private static let shortPrefix = "/tmp/bookedbarber-"

    private static func isOurs(_ path: String, _ owner: ServiceUser?) -> Bool {
        guard let entry = FolderAccess.entry(path, followingLinks: false) else { return false }
        return entry.isDirectory && entry.owner == owner?.userID ?? geteuid() && entry.mode == 0o700
    }

    private static func makeShort() throws(LocalServerError) -> String {
        // mkdtemp puts random letters in the place of the six X.
        var template = Array("\(shortPrefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw LocalServerError(
                .folderUnusable, "No folder for the socket can be made under /tmp: \(String(cString: strerror(errno)))."
            )
        }
        return String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
