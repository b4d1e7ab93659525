import Foundation
import Logging

extension LocalPostgres {
    /// Makes a streaming replica of a running server in a new folder, and starts it.
    ///
    /// The primary needs `wal_level` `replica` or `logical` and a free walsender; the replica needs settings at least as
    /// large as the primary's for `max_connections` and its like. It has the roles and passwords of the primary.
    ///
    /// - Throws: a ``LocalServerError``: `folderUnusable` when the folder has a database already,
    ///   `initializationFailed` with what `pg_basebackup` said, and whatever
    ///   ``start(_:logger:)`` throws.
    public static func startReplica(
        of primary: LocalPostgres, _ configuration: Configuration, logger: Logger
    ) async throws(LocalServerError) -> LocalPostgres {
        let owner = try ServiceUser.forRoot(preferring: ["postgres", "_postgres", "nobody"])
        let folder = try PostgresFolder.prepare(configuration.directory, owner: owner)
        guard try folder.dataVersion == nil else {
            throw LocalServerError(
                .folderUnusable, "\(folder.path) has a database already: a replica needs a new folder.")
        }
        try PrivateFile.write(primary.credentials.text, to: folder.credentials)
        try await ReplicaCopy(primary: primary, folder: folder).run()
        var configuration = configuration
        configuration.installation = primary.installation
        return try await start(configuration, logger: logger)
    }
}

/// Copies a running server, beside the final place, and moves the copy there when it is complete.
struct ReplicaCopy: Sendable {
    let primary: LocalPostgres
    let folder: PostgresFolder

    func run() async throws(LocalServerError) {
        // The replica reads it whenever it connects, so it stays.
        let passwords = "\(folder.log)/primary-password"
        try PrivateFile.write("*:*:*:*:\(primary.credentials.superuser)\n", to: passwords, owner: folder.owner)
        try FolderAccess.make(folder.initializing, mode: 0o700, owner: folder.owner)
        let made = "\(folder.initializing)/data"
        let result = try await ShortCommand(
            program: primary.installation.path(of: "pg_basebackup"),
            arguments: [
                "--pgdata=\(made)", "--write-recovery-conf", "--checkpoint=fast", "--wal-method=stream", "--no-sync",
                "--dbname=\(address(passwords: passwords))",
            ], user: folder.owner, timeout: .seconds(300)
        ).run()
        guard result.succeeded else {
            throw LocalServerError(
                .initializationFailed,
                "\(primary) could not be copied to \(folder.path): \(result.output.suffix(500))")
        }
        do {
            try FileManager.default.moveItem(atPath: made, toPath: folder.data)
            try FileManager.default.removeItem(atPath: folder.initializing)
        } catch {
            throw LocalServerError(.initializationFailed, "\(made) can't be moved to \(folder.data): \(error)")
        }
    }

    /// Without the password, which would stand in the list of processes.
    private func address(passwords: String) -> String {
        let words = [
            ("host", primary.socketDirectory), ("port", "\(primary.port)"), ("user", PostgresCredentials.superuserName),
            ("passfile", passwords),
        ]
        return words.map { name, value in
            "\(name)='\(value.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
        }.joined(separator: " ")
    }
}
