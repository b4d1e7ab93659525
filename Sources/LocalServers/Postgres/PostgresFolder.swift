import Foundation

/// The state folder of a private PostgreSQL: what lies where, who owns it, and whether the server can reach it.
///
///     data/          the database cluster
///     socket/        the Unix socket (elsewhere when the path would be too long, see `socket-directory`)
///     log/           postgresql.log, and the one before it
///     initializing/  a cluster that initdb is still making; removed at the next start when that was interrupted
///     credentials    passwords, readable by the owner alone
///     server.conf    the settings of the last start
///     lock           held while a program uses the folder
///
/// Only data/, socket/, log/ and initializing/ belong to the server's user; what this program writes lies outside of
/// them, so that root never writes where another user could have put a link.
struct PostgresFolder: Sendable {
    let path: String
    /// Whom the server's own folders belong to; nil when the server runs as this program's user.
    let owner: ServiceUser?

    var data: String { "\(path)/data" }
    var log: String { "\(path)/log" }
    var logFile: String { "\(log)/postgresql.log" }
    var initializing: String { "\(path)/initializing" }
    var credentials: String { "\(path)/credentials" }
    var lock: String { "\(path)/lock" }
    var settings: String { "\(path)/server.conf" }
    var socketNote: String { "\(path)/socket-directory" }

    /// The major version of PostgreSQL that made the cluster; nil when there is none yet.
    var dataVersion: Int? {
        get throws(LocalServerError) {
            guard FolderAccess.entry(data) != nil else { return nil }
            guard let text = try PrivateFile.read("\(data)/PG_VERSION"),
                let version = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
            else {
                throw LocalServerError(
                    .folderUnusable,
                    """
                    \(data) is not a PostgreSQL data folder (PG_VERSION is missing or unreadable). If it holds nothing \
                    of value, remove it and start again; otherwise restore it from a backup.
                    """)
            }
            return version
        }
    }

    /// Makes the folder and what is missing in it.
    static func prepare(_ directory: String, owner: ServiceUser?) throws(LocalServerError) -> PostgresFolder {
        let path = try StatePath.prepare(
            directory,
            names: ["data", "socket", "log", "initializing", "credentials", "server.conf", "lock", "socket-directory"],
            owner: owner)
        let folder = PostgresFolder(path: path, owner: owner)
        try FolderAccess.make(folder.log, mode: 0o700, owner: owner)
        return folder
    }
}
