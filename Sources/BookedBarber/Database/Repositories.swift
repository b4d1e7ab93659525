public import PostgresDatabase
public import QueryCaching

/// All repositories on one database.
public struct Repositories: Sendable {
    public let accounts: Accounts
    public let users: Users
    public let sessions: Sessions
    public let shops: Shops
    public let services: Services
    public let barbers: Barbers
    public let schedules: Schedules
    public let availability: Availability
    public let appointments: Appointments
    public let payments: Payments
    public let payouts: Payouts
    public let analytics: Analytics
    public let idempotencyKeys: IdempotencyKeys

    /// - Parameter cache: what is read often is read through it; nil: always from the database.
    public init(database: Database, cache: QueryCache? = nil, hasher: PasswordHasher = PasswordHasher()) {
        accounts = Accounts(database: database, cache: cache, hasher: hasher)
        users = Users(database: database, cache: cache)
        sessions = Sessions(database: database, cache: cache)
        shops = Shops(database: database, cache: cache)
        services = Services(database: database, cache: cache)
        barbers = Barbers(database: database, cache: cache)
        schedules = Schedules(database: database, cache: cache)
        availability = Availability(database: database)
        appointments = Appointments(database: database)
        payments = Payments(database: database)
        payouts = Payouts(database: database)
        analytics = Analytics(database: database)
        idempotencyKeys = IdempotencyKeys(database: database)
    }
}
