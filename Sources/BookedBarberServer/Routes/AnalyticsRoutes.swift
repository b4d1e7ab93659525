import BookedBarber
import HTTPTypes
import Postgres

/// A shop's figures, for those who own or manage it; to everybody else the shop isn't there.
enum AnalyticsRoutes {
    static let all = [
        revenueByDay, revenueByBarber, revenueByShop, topServices, attendance, busiestHours, topClients, client,
    ]

    static let from = QueryParameter<CalendarDate>("from", "The first day, by the shop's clock.", isRequired: true)
    static let to = QueryParameter<CalendarDate>("to", "The last day, by the shop's clock.", isRequired: true)
    static let clientID = PathParameter<User.ID>("client", "A client.")

    static let revenueByDay = figures("revenue-by-day", "revenueByDay", "Revenue of each day") { call, shop, period in
        let days = try await call.backend.analytics.revenueByDay(of: shop, period, for: call.caller)
        return ListBody(items: days.map(DailyRevenueBody.init))
    }

    static let revenueByBarber = figures(
        "revenue-by-barber", "revenueByBarber", "Revenue of each barber, the highest first"
    ) { call, shop, period in
        let barbers = try await call.backend.analytics.revenueByBarber(of: shop, period, for: call.caller)
        return ListBody(items: barbers.map(BarberRevenueBody.init))
    }

    static let topServices = figures(
        "top-services", "topServices", "What was completed most often",
        query: ParameterDescription.query(Parameters.limit)
    ) { call, shop, period in
        let services = try await call.backend.analytics.topServices(
            of: shop, period, limit: call.value(Parameters.limit) ?? Parameters.standardLimit, for: call.caller)
        return ListBody(items: services.map(ServicePopularityBody.init))
    }

    static let attendance = figures(
        "attendance", "getAttendance", "How appointments ended: completed, missed, cancelled"
    ) { call, shop, period in
        ShopAttendanceBody(try await call.backend.analytics.attendance(of: shop, period, for: call.caller))
    }

    static let busiestHours = figures(
        "busiest-hours", "busiestHours", "Appointments by hour of the week, the busiest first"
    ) { call, shop, period in
        let hours = try await call.backend.analytics.busiestHours(of: shop, period, for: call.caller)
        return ListBody(items: hours.map(HourOfWeekBody.init))
    }

    static let revenueByShop = Route.on(
        .get, "/v1/me/analytics/revenue-by-shop",
        Operation("revenueByShop", "Revenue of each shop that one owns or manages", tag: .analytics) { operation in
            operation.isCacheable = true
            operation.parameters = ParameterDescription.query(from, to)
        }
    ) { call in
        let shops = try await call.backend.analytics.revenueByLocation(period(call), for: call.caller)
        return Reply(ListBody(items: shops.map(ShopRevenueBody.init)))
    }

    static let topClients = Route.on(
        .get, "/v1/shops/{shop}/analytics/top-clients",
        Operation("topClients", "The clients who have been worth most", tag: .analytics) { operation in
            operation.isCacheable = true
            operation.parameters =
                ParameterDescription.path(Parameters.shop) + ParameterDescription.query(Parameters.limit)
        }
    ) { call in
        let clients = try await call.backend.analytics.topClients(
            of: call.value(Parameters.shop), limit: call.value(Parameters.limit) ?? Parameters.standardLimit,
            for: call.caller)
        return Reply(ListBody(items: clients.map(LifetimeValueBody.init)))
    }

    static let client = Route.on(
        .get, "/v1/shops/{shop}/analytics/clients/{client}",
        Operation("getLifetimeValue", "What one client has been worth", tag: .analytics) { operation in
            operation.isCacheable = true
            operation.parameters = ParameterDescription.path(Parameters.shop, clientID)
            operation.details = "404 also for a client who never paid there."
        }
    ) { call in
        let value = try await call.backend.analytics.lifetimeValue(
            of: call.value(clientID), in: call.value(Parameters.shop), for: call.caller)
        guard let value else { throw Problem.notFound }
        return Reply(LifetimeValueBody(value))
    }

    /// A route of figures of one shop over a period.
    private static func figures<Body: Codable & Sendable>(
        _ name: String, _ id: String, _ summary: String, query: [ParameterDescription] = [],
        _ read: @escaping @Sendable (Call, Location.ID, LocalPeriod) async throws -> Body
    ) -> Route {
        .on(
            .get, "/v1/shops/{shop}/analytics/\(name)",
            Operation(id, summary, tag: .analytics) { operation in
                operation.isCacheable = true
                operation.parameters =
                    ParameterDescription.path(Parameters.shop) + ParameterDescription.query(from, to) + query
            }
        ) { call in
            Reply(try await read(call, call.value(Parameters.shop), period(call)))
        }
    }

    private static func period(_ call: Call) throws -> LocalPeriod {
        let (first, last) = try (call.required(from), call.required(to))
        do throws(DomainError) {
            return try LocalPeriod(first, through: last)
        } catch {
            throw Problem.invalid(Violation(.query(to.name), error.message))
        }
    }
}
