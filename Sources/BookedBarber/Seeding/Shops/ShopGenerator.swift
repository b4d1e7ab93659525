/// Makes the shops: who works there when, and what is offered at which price.
struct ShopGenerator {
    let seed: UInt64
    let now: Int
    let numbers: SeedNumbers

    /// All shops of a plan. The first one belongs to the demo owner and has the demo barber and the demo client.
    func shops(_ plan: SeedPlan) throws(SeedError) -> [SeedShop] {
        let staff = plan.barbersByShop
        let clients = Apportionment.parts(of: plan.clients, by: staff)
        let appointments = Apportionment.parts(of: plan.appointments, by: staff)
        var users = UserNumbers(after: numbers.users)
        var services = numbers.services
        var shops: [SeedShop] = []
        for index in 0..<plan.shops {
            let people = users.take(barbers: staff[index], clients: clients[index], isFirst: index == 0)
            let shop = try shop(
                index, people: people, firstService: services + 1, appointments: appointments[index])
            services += Int64(shop.services.count)
            shops.append(shop)
        }
        return shops
    }

    private func shop(
        _ index: Int, people: UserNumbers.Shop, firstService: Int64, appointments: Int
    ) throws(SeedError) -> SeedShop {
        var random = SeededRandom(seed: seed, .shop, index)
        let city = SeedCity.all[index % SeedCity.all.count]
        let clock = try ShopClock(city.timeZone)
        let timeline = SeedTimeline(now: now, clock: clock)
        let opensOnSunday = index % 4 == 3
        let services = services(from: firstService, city, timeline, &random)
        let street = random.element(of: city.streets)
        let title = SeedCity.shopNames[index % SeedCity.shopNames.count]
        return SeedShop(
            id: numbers.locations + Int64(index) + 1, city: city, clock: clock, timeline: timeline,
            name: index < SeedCity.shopNames.count ? title : "\(title), \(street)",
            address: city.address(random.within(1...240), street),
            feeBasisPoints: random.element(of: [1000, 1000, 1000, 900, 800, 1200]), slotMinutes: 15,
            openedAt: clock.start(of: timeline.first - random.within(60...900)) + 10 * 3600,
            opensOnSunday: opensOnSunday, ownerID: people.owner, managerID: people.manager, services: services,
            barbers: people.barbers.enumerated().map { place, id in
                barber(id, place, services, city, timeline, opensOnSunday: opensOnSunday, &random)
            },
            clients: people.clients, appointments: appointments)
    }

    private func services(
        from first: Int64, _ city: SeedCity, _ timeline: SeedTimeline, _ random: inout SeededRandom
    ) -> [SeedService] {
        let raisedOn = timeline.first + random.within(150...600)
        var items = ServiceCatalogue.everywhere
        for item in ServiceCatalogue.inSomeShops where random.chance(0.6) { items.append(item) }
        return items.enumerated().map { place, item in
            let price = item.cents * city.pricePerDollar / 100
            func rounded(_ amount: Int) -> Int64 {
                Int64(max(1, (amount + city.priceStep / 2) / city.priceStep) * city.priceStep)
            }
            return SeedService(
                id: first + Int64(place), item: item, price: rounded(price),
                earlierPrice: rounded(price * 93 / 100), raisedOn: raisedOn)
        }
    }

    private func barber(
        _ id: Int64, _ place: Int, _ services: [SeedService], _ city: SeedCity, _ timeline: SeedTimeline,
        opensOnSunday: Bool, _ random: inout SeededRandom
    ) -> SeedBarber {
        let dayOff = random.element(of: [0, 0, 1, 2])
        let pattern: WorkingWeek.Pattern =
            place % 5 == 4 ? .partTime : place % 2 == 0 ? .early(dayOff: dayOff) : .late(dayOff: dayOff)
        let week = WorkingWeek(opensOnSunday: opensOnSunday, pattern)
        let everywhere = ServiceCatalogue.everywhere.count
        let offered = services.indices.filter { $0 < everywhere || random.chance(0.75) }
        let popularity = random.element(of: [60, 75, 85, 100, 100, 115, 130, 150])
        var away = SeededRandom(seed: seed, .timeOff, Int(id - numbers.users))
        let person = Person(seed: seed, number: id, offset: numbers.users, speech: city.speech)
        return SeedBarber(
            id: id, displayName: person.given, bio: random.element(of: PersonNames.bios), week: week,
            popularity: popularity * week.minutes, services: offered,
            wishes: WeightedChoice(offered, weights: offered.map { services[$0].item.weight }),
            timeOff: TimeOffGenerator.timeOff(timeline, &away))
    }
}
