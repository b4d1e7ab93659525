extension LocalPostgres {
    /// How to run a private PostgreSQL.
    public struct Configuration: Sendable {
        /// The folder that holds everything of this server. Made when missing; its parent too.
        ///
        /// When this program runs as root the server runs as `postgres` (or `nobody`), who must be able to reach it.
        public var directory: String
        /// Server settings over the defaults; see ``ServerSettings`` for what is scaled down to the machine.
        public var settings: [String: String] = [:]
        /// The application's database, made at the first start.
        public var databaseName = "bookedbarber"
        /// The role that owns it: may log in and read statistics (`pg_monitor`), nothing more.
        public var userName = "bookedbarber"
        /// Which programs to use. Nil: those that ``PostgresInstallation/find(environment:version:)`` finds.
        public var installation: PostgresInstallation?
        /// False trades safety against a crash of the machine for speed: for tests and other throw-away data.
        public var durable = true
        /// How long the server may take until it answers. Recovery after a crash can take minutes.
        public var startTimeout: Duration = .seconds(300)
        /// How long it may take to stop as asked, before it is stopped the hard way.
        public var stopTimeout: Duration = .seconds(60)
        /// What the machine has to offer, for the default settings and their limits.
        public var machine: Machine = .current

        public init(directory: String, settings: [String: String] = [:], durable: Bool = true) {
            self.directory = directory
            self.settings = settings
            self.durable = durable
        }

        func validate() throws(LocalServerError) {
            for (what, name) in [("database", databaseName), ("user", userName)] {
                guard !name.isEmpty, name.utf8.count < 64, !name.utf8.contains(where: { $0 < 0x20 }) else {
                    throw LocalServerError(
                        .invalidConfiguration,
                        "The \(what) name must have 1 to 63 bytes and no control characters.")
                }
            }
            guard userName != PostgresCredentials.superuserName, databaseName != "postgres" else {
                throw LocalServerError(
                    .invalidConfiguration,
                    "The user and the database can't be called postgres: those are for administration.")
            }
        }
    }
}
