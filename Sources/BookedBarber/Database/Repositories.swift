public import PostgresDatabase

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

    public init(database: Database, hasher: PasswordHasher = PasswordHasher()) {
        accounts = Accounts(database: database, hasher: hasher)
        users = Users(database: database)
        sessions = Sessions(database: database)
        shops = Shops(database: database)
        services = Services(database: database)
        barbers = Barbers(database: database)
        schedules = Schedules(database: database)
        availability = Availability(database: database)
        appointments = Appointments(database: database)
        payments = Payments(database: database)
        payouts = Payouts(database: database)
        analytics = Analytics(database: database)
        idempotencyKeys = IdempotencyKeys(database: database)
    }
}
