/// Why a database was not seeded. Nothing has been changed in it.
public struct SeedError: Error, Hashable, Sendable, CustomStringConvertible {
    public let code: Code
    /// What was wrong and what to do.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// An open set: later versions may add codes.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        /// The scale is not one that can be made.
        public static let scaleOutOfRange = Code(description: "scale_out_of_range")
        /// The reference date is not one that can be made.
        public static let dateOutOfRange = Code(description: "date_out_of_range")
        /// This system lacks a time zone that is needed.
        public static let unknownTimeZone = Code(description: "unknown_time_zone")
        /// The database has users, and seeding beside them was not asked for.
        public static let hasUsers = Code(description: "has_users")
        /// The demo users are there already.
        public static let alreadySeeded = Code(description: "already_seeded")
        /// The database has not got the tables.
        public static let notMigrated = Code(description: "not_migrated")
    }
}
