import Testing

@testable import DatabaseMonitoring

@Suite struct SeriesPlanTests {
    private let minute: Int64 = 60_000
    private let now: Int64 = 1_800_000_300_000

    private func plan(minutes: Int64, points: Int, before: Int64 = 0, samples: Int = 0) -> SeriesPlan {
        let end = now - before * minute
        return SeriesPlan(
            end - minutes * minute...end, points: points, rings: HistoryRings(HistoryConfiguration()), newest: now,
            samples: samples)
    }

    @Test(arguments: [
        (minutes: 15, points: 100, tier: HistoryTier.sample, step: 10),
        (minutes: 60, points: 60, tier: .minute, step: 60),
        (minutes: 60, points: 360, tier: .sample, step: 10),
        (minutes: 360, points: 10_000, tier: .minute, step: 60),
        (minutes: 1_440, points: 300, tier: .minute, step: 300),
        (minutes: 1_440, points: 24, tier: .hour, step: 3_600),
        (minutes: 2_880, points: 300, tier: .hour, step: 3_600),
        (minutes: 2_880, points: 10, tier: .hour, step: 18_000),
        (minutes: 100_000, points: 10, tier: .hour, step: 601_200),
    ])
    func theTierIsTheCoarsestThatGivesAsManyPoints(minutes: Int64, points: Int, tier: HistoryTier, step: Int64) {
        let plan = plan(minutes: minutes, points: points)

        #expect(plan.tier == tier)
        #expect(plan.step == step * 1000)
    }

    @Test func samplesAreMergedWhenThereAreTooMany() {
        #expect(plan(minutes: 15, points: 90, samples: 91).isOfSingleSamples)
        #expect(!plan(minutes: 15, points: 50, samples: 90).isOfSingleSamples)
        #expect(plan(minutes: 15, points: 50, samples: 90).step == 20_000)
    }

    @Test func aTimeBeforeTheSamplesIsAnsweredByMinutes() {
        #expect(plan(minutes: 15, points: 100, before: 180).tier == .minute)
        #expect(plan(minutes: 15, points: 100, before: 2_000).tier == .hour)
    }

    @Test func pointsStayWhereTheyAreWhileTheTimeMovesOn() {
        let (first, second) = (plan(minutes: 1_440, points: 300), plan(minutes: 1_440, points: 300, before: 1))

        #expect(first.times.lowerBound % first.step == 0)
        #expect(first.times.lowerBound >= now - 1_440 * minute)
        #expect(second.times.lowerBound % second.step == 0)
    }

    @Test func aSinglePointIsOfAllOfTheTime() {
        let plan = plan(minutes: 1_440, points: 1, before: 1_440)

        #expect(plan.tier == .hour)
        #expect(plan.times == now - 2_880 * minute...now - 1_440 * minute)
        #expect(plan.group(of: plan.times.upperBound - 1) == 0)
    }

    @Test func anyQuestionHasAPlan() {
        for (length, points) in [(0, 1), (0, 0), (0, -5), (1_000_000_000, .max), (1_000_000_000, 1)] {
            let plan = plan(minutes: Int64(length) / 100, points: points)
            #expect(plan.step > 0)
            #expect(plan.groups <= plan.points + 1)
        }
    }
}
