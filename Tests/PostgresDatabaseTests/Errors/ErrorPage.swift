import Postgres

@testable import PostgresDatabase

/// What people see of an error, as text that is the same on every machine.
struct ErrorPage {
    private(set) var entries: [String] = []
    var text: String { Self.head + entries.map { "\n" + $0 }.joined() }

    private static let head = """
        What people see of each error. Ports, names of databases and times are left out.
        Made by: BOOKEDBARBER_UPDATE_GOLDEN=1 swift test --filter ErrorGoldenTests

        """

    mutating func add(_ title: String, _ error: PostgresError) {
        var lines = ["## \(error.code): \(title)", "", "\(error)", ""]
        if error.debugDescription != error.description { lines.append("  debug: \(error.debugDescription)") }
        if let state = error.sqlState { lines.append("  SQLSTATE: \(state)") }
        if let server = error.server { lines.append("  server: \(server)") }
        if let sql = error.sql { lines.append("  statement: \(sql)") }
        if let file = error.fileID, let line = error.line { lines.append("  called at: \(file):\(line)") }
        if lines.last == "" { lines.removeLast() }
        entries.append(Self.steady(lines.joined(separator: "\n")) + "\n")
    }

    private static func steady(_ text: String) -> String {
        text.replacing(/\berrors_[0-9]+/, with: "shop")
            .replacing(/\bport [0-9]{3,}/, with: "port PORT")
            .replacing(/127\.0\.0\.1:[0-9]{3,}/, with: "127.0.0.1:PORT")
            .replacing(/[0-9]+\.[0-9]+ s\b/, with: "N s")
    }
}
