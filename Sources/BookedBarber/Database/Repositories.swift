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
    private let cached: CachedDatabase

    /// - Parameter cache: what is read often is read through it; nil: always from the database.
    public init(database: Database, cache: QueryCache? = nil, hasher: PasswordHasher = PasswordHasher()) {
        accounts = Accounts(database: database, cache: cache, hasher: hasher)
        users = Users(database: database, cache: cache)
        sessions = Sessions(database: database, cache: cache)
        shops = Shops(database: database, cache: cache)
        services = Services(database: database, cache: cache)
        barbers = Barbers(database: database, cache: cache)
        schedules = Schedules(database: database, cache: cache)
        availability = Availability(database: database, cache: cache)
        appointments = Appointments(database: database, cache: cache)
        payments = Payments(database: database, cache: cache)
        payouts = Payouts(database: database)
        analytics = Analytics(database: database, cache: cache)
        idempotencyKeys = IdempotencyKeys(database: database, cache: cache)
        cached = CachedDatabase(database: database, cache: cache)
    }

    /// Several writes that stand or fall together.
    ///
    /// ```swift
    /// try await repositories.transaction { transaction in
    ///     let appointment = try await repositories.appointments.book(request, by: caller, at: now, in: transaction)
    ///     _ = try await repositories.payments.intent(for: appointment.id, by: caller, at: now, in: transaction)
    /// }
    /// ```
    ///
    /// - Parameter retries: how often it is executed again after a serialization failure or a deadlock.
    public func transaction<R: Sendable>(
        retries: Int = 0, fileID: StaticString = #fileID, line: UInt = #line,
        _ body: @escaping @Sendable (ChangingTransaction) async throws -> R
    ) async throws -> R {
        try await cached.changing(retries: retries, fileID: fileID, line: line, body)
    }
}
