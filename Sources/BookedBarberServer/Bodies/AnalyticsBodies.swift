import BookedBarber
import Postgres

/// Money of captured payments. A payment counts on the day on which it was made; a refund lessens that day.
struct RevenueBody: Codable, Sendable, Hashable {
    let payments: Int
    let gross: MoneyBody
    let refunded: MoneyBody
    /// With `barberShare` exactly `gross` less `refunded`.
    let platformFee: MoneyBody
    let barberShare: MoneyBody

    init(_ revenue: Revenue) {
        payments = revenue.payments
        gross = revenue.gross.body
        refunded = revenue.refunded.body
        platformFee = revenue.platformFee.body
        barberShare = revenue.barberShare.body
    }

    enum CodingKeys: String, CodingKey {
        case payments, gross, refunded
        case platformFee = "platform_fee"
        case barberShare = "barber_share"
    }
}

struct DailyRevenueBody: Codable, Sendable {
    let day: CalendarDate
    let revenue: RevenueBody

    init(_ daily: DailyRevenue) {
        day = daily.day
        revenue = RevenueBody(daily.revenue)
    }
}

struct BarberRevenueBody: Codable, Sendable {
    let barberID: Barber.ID
    let barberName: String
    let revenue: RevenueBody

    init(_ barber: BarberRevenue) {
        barberID = barber.barberID
        barberName = barber.barberName
        revenue = RevenueBody(barber.revenue)
    }

    enum CodingKeys: String, CodingKey {
        case revenue
        case barberID = "barber_id"
        case barberName = "barber_name"
    }
}

struct ShopRevenueBody: Codable, Sendable {
    let shopID: Location.ID
    let shopName: String
    let revenue: RevenueBody

    init(_ shop: LocationRevenue) {
        shopID = shop.locationID
        shopName = shop.locationName
        revenue = RevenueBody(shop.revenue)
    }

    enum CodingKeys: String, CodingKey {
        case revenue
        case shopID = "shop_id"
        case shopName = "shop_name"
    }
}

struct ServicePopularityBody: Codable, Sendable {
    let serviceID: ShopService.ID
    let serviceName: String
    let appointments: Int
    let value: MoneyBody

    init(_ service: ServicePopularity) {
        serviceID = service.serviceID
        serviceName = service.serviceName
        appointments = service.appointments
        value = service.value.body
    }

    enum CodingKeys: String, CodingKey {
        case appointments, value
        case serviceID = "service_id"
        case serviceName = "service_name"
    }
}

struct HourOfWeekBody: Codable, Sendable {
    let weekday: Int
    let hour: Int
    let appointments: Int

    init(_ hour: HourOfWeek) {
        weekday = hour.weekday
        self.hour = hour.hour
        appointments = hour.appointments
    }
}

/// What a client has been worth to a shop.
struct LifetimeValueBody: Codable, Sendable {
    let clientID: User.ID
    let clientName: String
    let payments: Int
    let value: MoneyBody
    let firstPaymentAt: Timestamp
    let lastPaymentAt: Timestamp

    init(_ client: LifetimeValue) {
        clientID = client.clientID
        clientName = client.clientName
        payments = client.payments
        value = client.value.body
        firstPaymentAt = Timestamp(client.firstPaymentAt)
        lastPaymentAt = Timestamp(client.lastPaymentAt)
    }

    enum CodingKeys: String, CodingKey {
        case payments, value
        case clientID = "client_id"
        case clientName = "client_name"
        case firstPaymentAt = "first_payment_at"
        case lastPaymentAt = "last_payment_at"
    }
}
