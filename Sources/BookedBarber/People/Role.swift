public import Postgres

/// What kind of account a user has. What they may do with one shop or appointment also depends on its rows:
/// see ``Relation`` and ``ShopAccess``.
public enum Role: String, PostgresEnum, Codable, CaseIterable {
    case client, barber, manager, owner, admin
}
