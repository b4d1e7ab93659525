extension LaneExchange {
    /// Called every 50 ms: nobody waits longer than it said, nor behind a statement that doesn't end.
    func keepTime(_ now: MonotonicInstant, _ session: inout Session) {
        drain(&session)
        if let inspection, !lane.isBusy, now - inspection.since > session.limits.cancelTimeout {
            return session.lose(.silentLane(session.limits.cancelTimeout))
        }
        // Those it waited for may have left.
        guard !lane.isIdle else { return closeIfRetired(&session) }
        for request in lane.riders where request.deadline < now && lane.abandon(request) {
            answer(request, .failed(request.interrupted(as: .timedOut)), &session)
        }
        if isBlocking(at: now) { evictWaiting(&session) }
        if let age = lane.age(at: now), isBlocked(age) { evictSent(&session) }
        cancelIfUnwanted(now, &session)
    }

    /// A batch of quick statements has taken this time. On a machine that is out of processor time everything takes
    /// longer, and so it does through a slow network: a lane is still the cheapest way.
    func noteUsual(_ time: Duration) {
        usual += (min(time, limits.longestUsual) - usual) / 8
        lane.stuckAfter = max(limits.slowStatement, usual * 4)
    }

    /// How long others ride behind what is under way.
    var rideTime: Duration { max(limits.rideLimit, lane.stuckAfter) }

    /// How long those who wait for a look at the session stay. It takes milliseconds, several on a busy machine.
    var inspectionPatience: Duration { max(limits.idleAnswer, rideTime) }

    /// Whether those who wait should go elsewhere.
    func isBlocking(at now: MonotonicInstant) -> Bool {
        if let age = lane.age(at: now) {
            return age > (lane.isProven ? min(lane.stuckAfter * 4, rideTime) : lane.stuckAfter)
        }
        return inspection.map { now - $0.since > inspectionPatience } ?? false
    }

    /// Whether those who ride behind a slow statement should go elsewhere; or the only one, when the server has been
    /// quiet for so long that it may be gone.
    private func isBlocked(_ age: Duration) -> Bool {
        lane.wanted > 1 ? age > rideTime : lane.wanted == 1 && wasIdleForLong && age > limits.idleAnswer
    }

    /// Leased connections are to execute what is under way: these are reads.
    func evictSent(_ session: inout Session) {
        for request in lane.evictSent() {
            request.statement.suspect()
            counts.rerouted += 1
            answer(request, .elsewhere, &session)
        }
    }

    /// The server is asked to cancel only what nobody waits for. It isn't asked at once: mostly the reply is on its
    /// way. Asked too early a server doesn't know of the statement yet, so it is asked again.
    private func cancelIfUnwanted(_ now: MonotonicInstant, _ session: inout Session) {
        guard lane.isWorkingForNobody else {
            nobodySince = nil
            return
        }
        let since = nobodySince ?? now
        nobodySince = since
        guard now - since > session.limits.cancelTimeout else { return session.sendCancel() }
        session.lose(
            PostgresError(
                code: .connectionLost,
                message: "A cancelled statement did not end within \(session.limits.cancelTimeout.rounded); "
                    + "the lane was closed."))
    }
}

extension PostgresError {
    fileprivate static func silentLane(_ time: Duration) -> PostgresError {
        PostgresError(
            code: .connectionLost,
            message: "The server did not say within \(time.rounded) what is in a shared session; the lane was closed.")
    }
}
