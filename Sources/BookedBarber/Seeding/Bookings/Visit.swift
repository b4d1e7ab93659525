/// A time that was found for a client.
struct Visit {
    /// Place of the client in the shop's list.
    let client: Int
    /// Place of the barber in the shop's list.
    let barber: Int
    let service: SeedService
    let day: DayNumber
    /// Minutes after local midnight.
    let start: Int
    let outcome: Outcome

    /// What becomes of it when its time comes.
    enum Outcome {
        case kept, cancelled, missed
    }
}
