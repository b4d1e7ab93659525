/// What can be done with an appointment that exists.
public enum AppointmentAction: String, Sendable, Codable, CaseIterable {
    case confirm, start, complete, markNoShow, cancel, reschedule
}

/// What a caller is to one appointment, from its rows. The strongest applies.
public enum Relation: String, Sendable, Codable, CaseIterable {
    /// It is theirs.
    case client
    /// They cut the hair.
    case barber
    /// They manage, own or administer the shop.
    case manager, owner, admin

    public var isStaff: Bool { self != .client }
}
