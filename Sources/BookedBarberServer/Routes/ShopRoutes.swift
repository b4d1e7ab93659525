import BookedBarber
import HTTPTypes
import Postgres

/// Shops, what they offer and who works there: anybody may look.
enum ShopRoutes {
    static let all = [shops, shop, services, barbers, barber, availability, managed]

    static let afterShop = QueryParameter<Location.ID>("after", "Where to go on: `next` of the page before.")
    static let offering = QueryParameter<ShopService.ID>("service", "Only barbers who offer this service.")

    static let shops = Route.on(
        .get, "/v1/shops",
        Operation("listShops", "Shops, page by page", tag: .shops) { operation in
            operation.access = .anyone
            operation.isCacheable = true
            operation.parameters = ParameterDescription.query(afterShop, Parameters.limit)
        }
    ) { call in
        let limit = try call.value(Parameters.limit) ?? Parameters.standardLimit
        let shops = try await call.backend.shops.list(after: call.value(afterShop), limit: limit + 1)
        let items = shops.prefix(limit)
        let next = shops.count > limit ? items.last.map { String($0.id.rawValue) } : nil
        return Reply(PageBody(items: items.map(ShopBody.init), next: next))
    }

    static let shop = Route.on(
        .get, "/v1/shops/{shop}",
        Operation("getShop", "One shop", tag: .shops) { operation in
            operation.access = .anyone
            operation.parameters = ParameterDescription.path(Parameters.shop)
            operation.isVersioned = true
        }
    ) { call in
        Reply(ShopBody(try await find(call)))
    }

    static let services = Route.on(
        .get, "/v1/shops/{shop}/services",
        Operation("listServices", "What a shop offers", tag: .shops) { operation in
            operation.access = .anyone
            operation.isCacheable = true
            operation.parameters = ParameterDescription.path(Parameters.shop)
        }
    ) { call in
        let shop = try call.value(Parameters.shop)
        let services = try await call.backend.services.list(of: shop)
        if services.isEmpty { _ = try await find(call) }
        return Reply(ListBody(items: services.map(ServiceBody.init)))
    }

    static let barbers = Route.on(
        .get, "/v1/shops/{shop}/barbers",
        Operation("listBarbers", "Who works in a shop", tag: .shops) { operation in
            operation.access = .anyone
            operation.isCacheable = true
            operation.parameters =
                ParameterDescription.path(Parameters.shop) + ParameterDescription.query(offering)
        }
    ) { call in
        let shop = try call.value(Parameters.shop)
        let barbers = try await call.backend.barbers.list(of: shop, offering: call.value(offering))
        if barbers.isEmpty { _ = try await find(call) }
        return Reply(ListBody(items: barbers.map(BarberBody.init)))
    }

    static let barber = Route.on(
        .get, "/v1/barbers/{barber}",
        Operation("getBarber", "One barber", tag: .shops) { operation in
            operation.access = .anyone
            operation.isCacheable = true
            operation.parameters = ParameterDescription.path(Parameters.barber)
        }
    ) { call in
        guard let barber = try await call.backend.barbers.find(call.value(Parameters.barber)), barber.isActive else {
            throw Problem.notFound
        }
        return Reply(BarberBody(barber))
    }

    static let availability = Route.on(
        .get, "/v1/barbers/{barber}/availability",
        Operation("getAvailability", "When a service can be booked on a day", tag: .appointments) { operation in
            operation.access = .anyone
            operation.isCacheable = true
            operation.isTimely = true
            operation.parameters =
                ParameterDescription.path(Parameters.barber)
                + ParameterDescription.query(Parameters.date, Parameters.service)
            operation.problems = [.slotUnavailable]
        }
    ) { call in
        let date = try call.required(Parameters.date)
        let free = try await call.backend.availability.slots(
            of: call.value(Parameters.barber), for: call.required(Parameters.service), on: date, at: call.now)
        return Reply(AvailabilityBody(free, on: date))
    }

    static let managed = Route.on(
        .get, "/v1/me/shops",
        Operation("listMyShops", "The shops that one owns or manages", tag: .shops) { $0.isCacheable = true }
    ) { call in
        let shops = try await call.backend.shops.managed(by: call.caller)
        return Reply(ListBody(items: shops.map(ShopBody.init)))
    }

    private static func find(_ call: Call) async throws -> Location {
        guard let shop = try await call.backend.shops.find(call.value(Parameters.shop)) else {
            throw Problem.notFound
        }
        return shop
    }
}
