public import Foundation
public import Postgres

/// A person with an account, without the password.
public struct User: Hashable, Sendable, Codable {
    public typealias ID = BookedBarber.ID<User>

    public let id: ID
    /// Lower case; see ``EmailAddress``.
    public let email: String
    public let fullName: String
    public let phone: String?
    public let role: Role
    /// Counts changes of the row, from 1.
    public let version: Int
    public let createdAt: Date

    public var caller: Caller { Caller(id: id, role: role) }

    /// What a row begins with, in this order.
    static let columns: Query = "u.id, u.email, u.full_name, u.phone, u.role, u.version, u.created_at"
}

extension User: RowDecodable {
    public init(row: Row) throws {
        id = try row.decode(at: 0)
        email = try row.decode(at: 1)
        fullName = try row.decode(at: 2)
        phone = try row.decode(at: 3)
        role = try row.decode(at: 4)
        version = try row.decode(at: 5)
        createdAt = try row.decode(at: 6)
    }
}
