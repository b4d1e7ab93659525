import Foundation

/// Makes a new cluster: beside the final place, and moved there when it is complete.
struct PostgresInitialization: Sendable {
    let folder: PostgresFolder
    let installation: PostgresInstallation
    let credentials: PostgresCredentials
    let durable: Bool

    func run() async throws(LocalServerError) {
        try removeLeftovers()
        try FolderAccess.make(folder.initializing, mode: 0o700, owner: nil)
        let passwordFile = "\(folder.initializing)/password"
        try PrivateFile.write(credentials.superuser + "\n", to: passwordFile, owner: folder.owner)
        try FolderAccess.give(folder.initializing, to: folder.owner, mode: 0o700)

        let made = "\(folder.initializing)/data"
        var arguments = [
            "--pgdata=\(made)", "--username=\(PostgresCredentials.superuserName)", "--pwfile=\(passwordFile)",
            "--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--encoding=UTF8", "--no-locale",
            "--data-checksums",
        ]
        if !durable { arguments.append("--no-sync") }
        let result = try await ShortCommand(
            program: installation.path(of: "initdb"), arguments: arguments, user: folder.owner, timeout: .seconds(300)
        ).run()
        guard result.succeeded else {
            try? removeLeftovers()
            let lines = result.output.split(separator: "\n").suffix(8).joined(separator: "\n")
            throw LocalServerError(
                .initializationFailed, "A new database could not be initialised in \(folder.path):\n\(lines)")
        }
        do {
            try FileManager.default.moveItem(atPath: made, toPath: folder.data)
        } catch {
            throw LocalServerError(.initializationFailed, "\(made) can't be moved to \(folder.data): \(error)")
        }
        try removeLeftovers()
    }

    private func removeLeftovers() throws(LocalServerError) {
        guard FolderAccess.entry(folder.initializing, followingLinks: false) != nil else { return }
        do {
            try FileManager.default.removeItem(atPath: folder.initializing)
        } catch {
            throw LocalServerError(
                .folderUnusable, "\(folder.initializing), left by an interrupted start, can't be removed: \(error)")
        }
    }
}
