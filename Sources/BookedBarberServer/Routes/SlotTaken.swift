import BookedBarber
import Logging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The answer to whoever came too late: the next starts that are still free.
enum SlotTaken {
    static func problem(
        _ error: DomainError, barber: Barber.ID, service: ShopService.ID, from start: Date, _ call: Call
    ) async -> Problem {
        var problem = ProblemMapping.problem(for: error)
        do {
            let free = try await call.backend.availability.nextSlots(
                of: barber, for: service, from: start, at: call.now)
            problem.extensions["next_free_slots"] = .array(
                free.starts.map { .string(Timestamp($0).description) })
        } catch {
            // The conflict is the answer; what could be booked instead is an extra.
            call.logger.debug("next free slots not found", error: error)
        }
        return problem
    }
}
