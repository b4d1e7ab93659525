/// Lives through a shop's timeline day by day.
///
/// On each day those clients come who are due, in the order in which they became due, until the day has as many
/// appointments as the demand curve says; the others come on a later day. When too few are due, some come a few days
/// early. So the volume follows the curve exactly, and habits give way a little.
struct ShopSimulation: Sendable {
    private static let earliestAfterLast = 14
    private static let daysEarly = 7

    let shop: SeedShop
    let clients: [SeedClient]
    private let demand: DemandCurve
    private let history: BookingHistory
    private let barbers: WeightedChoice<Int>
    private let hasDemoClient: Bool
    private var random: SeededRandom
    /// Clients by the day, counted from the first, on which they are due.
    private var due: [[Int32]]
    /// Clients for whom there was no time on the day they were due.
    private var waiting: [Int32] = []
    /// The day of each client's last booking, counted from the first; `nil` before the first booking.
    private var lastBooked: [Int?]
    private var booked = 0
    private var demoClientIsBooked = false

    init(seed: UInt64, _ shop: SeedShop, index: Int, clients: [SeedClient], hasDemoClient: Bool) {
        self.shop = shop
        self.clients = clients
        self.hasDemoClient = hasDemoClient
        demand = DemandCurve(shop)
        history = BookingHistory(shop: shop, index: index)
        barbers = WeightedChoice(Array(shop.barbers.indices), weights: shop.barbers.map(\.popularity))
        random = SeededRandom(seed: seed, .bookings, index)
        lastBooked = Array(repeating: nil, count: clients.count)
        due = Array(repeating: [], count: shop.timeline.count)
        for (index, client) in clients.enumerated() {
            due[client.firstDue - shop.timeline.first].append(Int32(index))
        }
    }

    /// The appointments of a day, counted from the first; days are asked for in order.
    mutating func bookings(onDay index: Int) -> [SeedBooking] {
        let day = shop.timeline.first + index
        let wanted = demand.total(through: index) - booked
        var sheets = shop.barbers.map { DaySheet(hours: shop.isHoliday(day) ? [] : $0.hours(on: day)) }
        var visits: [Visit] = []
        bookDemoClient(day, index, &sheets, &visits)
        waiting = serve(waiting + due[index], wanted, day, index, &sheets, &visits)
        // In days to come those who wait have simply not booked yet.
        if day > shop.timeline.today { waiting = [] }
        due[index] = []
        for later in index + 1..<min(index + 1 + Self.daysEarly, due.count) where visits.count < wanted {
            let (eager, others) = due[later].partitioned {
                lastBooked[Int($0)].map { index - $0 >= Self.earliestAfterLast } ?? false
            }
            due[later] = others
            due[later] += serve(eager, wanted, day, index, &sheets, &visits)
        }
        booked += visits.count
        let daytime = shop.clock.daytime(of: day)
        return visits.map { visit in history.booking(visit, clients[visit.client], daytime, &random) }
    }

    /// - Returns: those for whom there was no time, or no wish for more appointments.
    private mutating func serve(
        _ queue: [Int32], _ wanted: Int, _ day: DayNumber, _ index: Int, _ sheets: inout [DaySheet],
        _ visits: inout [Visit]
    ) -> [Int32] {
        var unserved: [Int32] = []
        for client in queue {
            if visits.count < wanted, let visit = visit(Int(client), day, &sheets) {
                visits.append(visit)
                remember(visit, index)
            } else {
                unserved.append(client)
            }
        }
        return unserved
    }

    private mutating func remember(_ visit: Visit, _ index: Int) {
        lastBooked[visit.client] = index
        guard let days = Habits.daysUntilNext(clients[visit.client], after: visit.outcome, &random),
            index + days < due.count
        else { return }
        due[index + days].append(Int32(visit.client))
    }

    /// A time with the client's own barber, or now and then with another one.
    private mutating func visit(_ index: Int, _ day: DayNumber, _ sheets: inout [DaySheet]) -> Visit? {
        let client = clients[index]
        let preferred = BusyHours.preferredStart(on: day.weekday, &random)
        let outcome = Habits.outcome(client.habit, &random)
        if let visit = visit(index, client.barber, day, preferred, outcome, &sheets) { return visit }
        guard random.chance(0.25) else { return nil }
        let other = barbers.draw(&random)
        return other == client.barber ? nil : visit(index, other, day, preferred, outcome, &sheets)
    }

    private mutating func visit(
        _ index: Int, _ place: Int, _ day: DayNumber, _ preferred: Int, _ outcome: Visit.Outcome,
        _ sheets: inout [DaySheet]
    ) -> Visit? {
        guard !sheets[place].free.isEmpty else { return nil }
        let barber = shop.barbers[place]
        let usual = clients[index].service
        let wish = barber.services.contains(usual) && random.chance(0.8) ? usual : barber.wishes.draw(&random)
        let service = shop.services[wish]
        let minutes = service.item.minutes + service.item.buffer
        guard let start = sheets[place].start(nearest: preferred, minutes: minutes, step: shop.slotMinutes) else {
            return nil
        }
        if outcome != .cancelled { sheets[place].take(start..<start + minutes) }
        return Visit(client: index, barber: place, service: service, day: day, start: start, outcome: outcome)
    }

    /// The demo client has an appointment ahead, whatever chance says.
    private mutating func bookDemoClient(
        _ day: DayNumber, _ index: Int, _ sheets: inout [DaySheet], _ visits: inout [Visit]
    ) {
        guard hasDemoClient, !demoClientIsBooked, day - shop.timeline.today >= 3 else { return }
        let preferred = BusyHours.preferredStart(on: day.weekday, &random)
        guard let visit = visit(0, clients[0].barber, day, preferred, .kept, &sheets) else { return }
        demoClientIsBooked = true
        visits.append(visit)
        for later in due.indices { due[later].removeAll { $0 == 0 } }
        waiting.removeAll { $0 == 0 }
        remember(visit, index)
    }
}

extension Array {
    /// Those that fit and the others, each in order.
    fileprivate func partitioned(_ fits: (Element) -> Bool) -> (fitting: [Element], others: [Element]) {
        (filter(fits), filter { !fits($0) })
    }
}
