public import Postgres

/// In what capacity a caller may act for one shop.
///
/// It follows from rows (who owns, manages or works in that shop), not from the account's role alone: the owner of one
/// shop is an ordinary client in another.
public enum ShopAccess: String, PostgresDecodable, Sendable, Codable {
    case barber, manager, owner, admin

    /// May see the shop's figures and change its staff's schedules.
    public var manages: Bool { self != .barber }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> ShopAccess {
        let text = try String.decode(bytes, type: type)
        guard let access = ShopAccess(rawValue: text) else { throw ValueError("it is no capacity in a shop") }
        return access
    }

    /// SQL for the caller's capacity in the shop `l` of the enclosing statement, NULL when there is none.
    static func of(_ caller: Caller) -> Query {
        """
        CASE
            WHEN \(caller.role == .admin) THEN 'admin'
            WHEN l.owner_id = \(caller.id) THEN 'owner'
            WHEN EXISTS (
                SELECT FROM location_managers m
                WHERE m.location_id = l.id
                  AND m.user_id = \(caller.id)
            ) THEN 'manager'
            WHEN EXISTS (
                SELECT FROM barbers own
                WHERE own.id = \(caller.id)
                  AND own.location_id = l.id
            ) THEN 'barber'
        END
        """
    }

    /// SQL that is true when the caller manages, owns or administers the shop `l` of the enclosing statement.
    static func manages(_ caller: Caller) -> Query {
        """
        (
            \(caller.role == .admin)
            OR l.owner_id = \(caller.id)
            OR EXISTS (
                SELECT FROM location_managers m
                WHERE m.location_id = l.id
                  AND m.user_id = \(caller.id)
            )
        )
        """
    }
}
