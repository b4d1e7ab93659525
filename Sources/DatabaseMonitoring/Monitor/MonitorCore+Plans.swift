import Foundation
import PostgresDatabase

extension MonitorCore {
    /// What plans may take before an alert is told without them.
    private static let longestWaitForPlans = Duration.seconds(3)

    func addPlans(to events: inout [AlertEvent]) async {
        let wanted = events.indices.filter { events[$0].planOf != nil }
        guard !wanted.isEmpty else { return }
        let ids = Set(wanted.compactMap { events[$0].planOf })
        let plans = await within(Self.longestWaitForPlans) {
            var plans: [String: StatementPlan] = [:]
            for id in ids { plans[id] = await self.plan(ofStatement: id) }
            return plans
        }
        for index in wanted {
            let plan = events[index].planOf.flatMap { plans?[$0] }
            let text = plan?.text ?? plan?.failure ?? "PostgreSQL didn't plan it in time."
            events[index].evidence.append(Evidence(title: "Plan", text: text))
        }
    }

    /// One at a time, each in a session of its own; a plan is good for a minute.
    func plan(ofStatement id: String) async -> StatementPlan {
        if let plan = plans.known(id) { return plan }
        guard let key = texts.entry(id: id)?.key else {
            return StatementPlan(failure: "The monitor doesn't know this statement, or no longer.")
        }
        guard plans.enter() else {
            return StatementPlan(failure: "Other statements are being planned; try again in a moment.")
        }
        let session = MonitorSession(parts.database.configuration.connection, executor: executor, logger: parts.logger)
        let plan = await PlanReader(session: session).plan(of: key)
        plans.leave(id, plan)
        return plan
    }
}

/// How many plans are asked for at a time, and those that were.
struct PlanDesk: Sendable {
    private static let mostAtATime = 2
    private static let mostKnown = 100
    private static let lifetime = Duration.seconds(60)

    private var underWay = 0
    private var plans: [String: (plan: StatementPlan, time: ContinuousClock.Instant)] = [:]

    func known(_ id: String) -> StatementPlan? {
        plans[id].flatMap { .now - $0.time < Self.lifetime ? $0.plan : nil }
    }

    mutating func enter() -> Bool {
        guard underWay < Self.mostAtATime else { return false }
        underWay += 1
        return true
    }

    mutating func leave(_ id: String, _ plan: StatementPlan) {
        underWay -= 1
        if plans.count >= Self.mostKnown { plans = [:] }
        plans[id] = (plan, .now)
    }
}
