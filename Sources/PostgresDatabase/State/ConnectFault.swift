import Postgres

/// Why opening a connection failed.
struct ConnectFault: Sendable, Equatable {
    var message: String
    var sqlState: SQLState?
    /// Whether only a change of the configuration, here or at the server, can help: a wrong password, an unknown
    /// role or database, a missing privilege.
    var isPermanent: Bool

    init(message: String, sqlState: SQLState? = nil, isPermanent: Bool = false) {
        self.message = message
        self.sqlState = sqlState
        self.isPermanent = isPermanent
    }

    init(_ error: PostgresError) {
        self.init(
            message: error.message, sqlState: error.sqlState,
            isPermanent: error.code == .invalidConfiguration || error.sqlState.map(Self.isPermanent) ?? false)
    }

    private static func isPermanent(_ state: SQLState) -> Bool {
        // 28: authorization; 3D000: no such database; 42501: no privilege to connect.
        state.classCode == "28" || state.rawValue == "3D000" || state.rawValue == "42501"
    }
}
