import Postgres

extension Relation {
    /// SQL that is true when the caller has any relation to the appointment `a` of the shop `l`.
    static func exists(with caller: Caller) -> Query {
        "(\(query: relation(of: caller)) IS NOT NULL)"
    }

    /// SQL for what the caller is to the appointment `a` of the shop `l`; NULL for nothing.
    static func relation(of caller: Caller) -> Query {
        """
        CASE
            WHEN \(caller.role == .admin) THEN 'admin'
            WHEN l.owner_id = \(caller.id) THEN 'owner'
            WHEN EXISTS (
                SELECT FROM location_managers m
                WHERE m.location_id = a.location_id
                  AND m.user_id = \(caller.id)
            ) THEN 'manager'
            WHEN a.barber_id = \(caller.id) THEN 'barber'
            WHEN a.client_id = \(caller.id) THEN 'client'
        END
        """
    }
}
