/// The passwords of a private PostgreSQL, made at its first start.
struct PostgresCredentials: Sendable, Equatable {
    /// Of the role that administers the cluster.
    var superuser: String
    /// Of the role that owns the application's database.
    var owner: String

    static let superuserName = "postgres"

    init() {
        superuser = Secret.generate()
        owner = Secret.generate()
    }

    /// Nil when the text is not what ``text`` writes.
    init?(_ text: String) {
        let lines = text.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1) }
        guard lines.count == 2, lines.allSatisfy({ $0.count == 2 && Secret.isWellFormed($0[1]) }),
            lines[0][0] == "superuser", lines[1][0] == "owner"
        else { return nil }
        superuser = String(lines[0][1])
        owner = String(lines[1][1])
    }

    var text: String { "superuser=\(superuser)\nowner=\(owner)\n" }

    /// Reads the passwords of a folder; makes them when the folder has no cluster yet.
    static func load(_ folder: PostgresFolder, hasData: Bool) throws(LocalServerError) -> PostgresCredentials {
        if let text = try PrivateFile.read(folder.credentials) {
            if let credentials = PostgresCredentials(text) { return credentials }
            if hasData {
                throw LocalServerError(
                    .folderUnusable, "\(folder.credentials) is damaged. Restore it from a backup of the state folder.")
            }
        } else if hasData {
            throw LocalServerError(
                .folderUnusable,
                """
                \(folder.data) holds a database, but \(folder.credentials) with its passwords is missing. \
                Restore it from a backup of the state folder.
                """)
        }
        let credentials = PostgresCredentials()
        try PrivateFile.write(credentials.text, to: folder.credentials)
        return credentials
    }
}

extension PostgresCredentials: CustomStringConvertible, CustomReflectable {
    var description: String { "PostgresCredentials(hidden)" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
