public import Postgres

/// Money of captured payments. A payment counts on the day on which it was made, a refund lessens that day.
public struct Revenue: Hashable, Sendable, Codable {
    public let payments: Int
    /// What clients paid.
    public let gross: Money
    /// What was given back of it.
    public let refunded: Money
    /// What the platform keeps, less what it gave back.
    public let platformFee: Money
    /// What the barbers get, less what they gave back. With `platformFee` exactly `gross` less `refunded`.
    public let barberShare: Money

    static func none(in currency: Currency) -> Revenue {
        let nothing = Money(minorUnits: 0, currency: currency)
        return Revenue(payments: 0, gross: nothing, refunded: nothing, platformFee: nothing, barberShare: nothing)
    }

    /// SQL aggregates over payments `p`.
    static var columns: Query {
        """
        count(p.id) AS payments, \
        COALESCE(sum(p.amount_minor), 0)::bigint AS gross_minor, \
        COALESCE(sum(p.refunded_minor), 0)::bigint AS refunded_minor, \
        COALESCE(sum(p.platform_fee_minor - p.refunded_fee_minor), 0)::bigint AS fee_minor, \
        COALESCE(sum(p.barber_share_minor - p.refunded_share_minor), 0)::bigint AS share_minor
        """
    }

    /// SQL that is true of payments `p` that were captured.
    static var wasCaptured: Query { "p.status IN ('completed', 'partially_refunded', 'refunded')" }
}

extension Revenue: RowDecodable {
    /// Needs the columns of ``columns`` and "currency".
    public init(row: Row) throws {
        payments = try row.decode(named: "payments")
        gross = try row.money("gross_minor")
        refunded = try row.money("refunded_minor")
        platformFee = try row.money("fee_minor")
        barberShare = try row.money("share_minor")
    }
}

/// Revenue of one local day.
public struct DailyRevenue: Hashable, Sendable, Codable {
    public let day: CalendarDate
    public let revenue: Revenue
}

/// Revenue of one barber over a period.
public struct BarberRevenue: Hashable, Sendable, Codable {
    public let barberID: Barber.ID
    public let barberName: String
    public let revenue: Revenue
}

/// Revenue of one shop over a period of its own local days.
public struct LocationRevenue: Hashable, Sendable, Codable {
    public let locationID: Location.ID
    public let locationName: String
    public let revenue: Revenue
}
