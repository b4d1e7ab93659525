public import Foundation
public import Postgres

/// The starts at which a service of a certain length can still be booked. Decides only; knows no database.
public struct SlotCalculator: Sendable {
    public let workingTime: WorkingTime
    /// Distance between starts in minutes, counted from the full local hour; divides an hour.
    public let stepMinutes: Int
    /// When the barber is away; a service must not run into it.
    public let timeOff: [Range<Date>]
    /// Time that other appointments hold, their buffers included.
    public let reservations: [Range<Date>]

    public init(
        workingTime: WorkingTime, stepMinutes: Int, timeOff: [Range<Date>] = [], reservations: [Range<Date>] = []
    ) {
        precondition((1...60).contains(stepMinutes) && 60 % stepMinutes == 0, "the step divides an hour")
        self.workingTime = workingTime
        self.stepMinutes = stepMinutes
        self.timeOff = timeOff
        self.reservations = reservations
    }

    /// Free starts on a local date, in order, distinct instants even where the clock shows the same time twice.
    ///
    /// - Parameters:
    ///   - durationMinutes: the service itself must lie within working time and outside time off.
    ///   - bufferMinutes: kept free afterwards: with it the service must not touch a reservation, but it may reach
    ///     past closing time.
    ///   - bounds: earliest and latest start, both included.
    public func slots(
        on date: CalendarDate, durationMinutes: Int, bufferMinutes: Int, within bounds: ClosedRange<Date>
    ) -> [Date] {
        let clock = workingTime.clock
        let day = clock.day(date)
        let (duration, buffer) = (TimeInterval(durationMinutes * 60), TimeInterval(bufferMinutes * 60))
        var slots: [Date] = []
        for stretch in workingTime.stretches(date, through: date) {
            let opens = max(stretch.lowerBound, day.lowerBound, bounds.lowerBound)
            var start = firstAligned(from: opens)
            while start < day.upperBound, start <= bounds.upperBound, start + duration <= stretch.upperBound {
                if isFree(start, duration, buffer) { slots.append(start) }
                start = nextAligned(after: start)
            }
        }
        return slots
    }

    /// Whether an appointment may begin at this instant as far as the grid of slots goes.
    public func isAligned(_ instant: Date) -> Bool {
        let local = workingTime.clock.local(instant)
        return instant.timeIntervalSince1970.truncatingRemainder(dividingBy: 60) == 0
            && local.time.microseconds % 60_000_000 == 0 && local.time.minute % stepMinutes == 0
    }

    private func isFree(_ start: Date, _ duration: TimeInterval, _ buffer: TimeInterval) -> Bool {
        let service = start..<(start + duration)
        let held = start..<(start + duration + buffer)
        return !timeOff.contains { $0.overlaps(service) } && !reservations.contains { $0.overlaps(held) }
    }

    private func nextAligned(after start: Date) -> Date {
        let next = start + TimeInterval(stepMinutes * 60)
        // A clock change that is no multiple of the step moves the grid.
        return isAligned(next) ? next : firstAligned(from: start + 60)
    }

    /// The first instant on the grid that is not before `instant`.
    private func firstAligned(from instant: Date) -> Date {
        var candidate = Date(timeIntervalSince1970: (instant.timeIntervalSince1970 / 60).rounded(.up) * 60)
        // An hour has an aligned minute, unless the clock is put forward or back within it.
        for _ in 0..<180 {
            if isAligned(candidate) { return candidate }
            candidate += 60
        }
        return candidate
    }
}
