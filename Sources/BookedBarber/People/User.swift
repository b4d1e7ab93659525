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

    static var columns: Query { "u.id, u.email, u.full_name, u.phone, u.role, u.version, u.created_at" }
}

extension User: RowDecodable {
    public init(row: Row) throws {
        id = try row.decode(named: "id")
        email = try row.decode(named: "email")
        fullName = try row.decode(named: "full_name")
        phone = try row.decode(named: "phone")
        role = try row.decode(named: "role")
        version = try row.decode(named: "version")
        createdAt = try row.decode(named: "created_at")
    }
}
