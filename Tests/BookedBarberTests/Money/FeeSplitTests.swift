import Testing

@testable import BookedBarber

@Suite struct FeeSplitTests {
    @Test(arguments: [
        (amount: Int64(4000), basisPoints: 1000, fee: Int64(400)),
        (amount: 0, basisPoints: 1000, fee: 0),
        (amount: 4000, basisPoints: 0, fee: 0),
        (amount: 4000, basisPoints: 10_000, fee: 4000),
        (amount: 1, basisPoints: 4999, fee: 0),
        (amount: 1, basisPoints: 5001, fee: 1),
        (amount: 4999, basisPoints: 333, fee: 166),
    ])
    func theFeeIsThePlatformsPartOfTheAmount(amount: Int64, basisPoints: Int, fee: Int64) {
        let split = FeeSplit(amount: amount, feeBasisPoints: basisPoints)

        #expect(split.platformFee == fee)
        #expect(split.barberShare == amount - fee)
    }

    @Test(arguments: [(5, 0), (15, 2), (25, 2), (35, 4), (45, 4)] as [(Int64, Int64)])
    func halfAMinorUnitIsRoundedToTheEvenOne(amount: Int64, fee: Int64) {
        #expect(FeeSplit(amount: amount, feeBasisPoints: 1000).platformFee == fee)
    }

    @Test func theLargestAmountDoesNotOverflow() {
        let split = FeeSplit(amount: .max, feeBasisPoints: 10_000)

        #expect(split.platformFee == .max)
        #expect(split.split(refund: .max, after: 0) == split)
    }

    @Test func feeAndShareAddUpForAnyAmountAndRate() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<2000 {
            let amount = Int64.random(in: 0...10_000_000, using: &random)
            let split = FeeSplit(amount: amount, feeBasisPoints: .random(in: 0...10_000, using: &random))

            #expect(split.amount == amount && split.platformFee >= 0 && split.barberShare >= 0)
        }
    }

    @Test func refundsThatAddUpToTheAmountGiveBackExactlyTheFeeAndTheShare() throws {
        var random = SplitMix64(seed: 2)
        for _ in 0..<500 {
            let amount = Int64.random(in: 1...500, using: &random)
            let payment = FeeSplit(amount: amount, feeBasisPoints: .random(in: 0...10_000, using: &random))
            var (refunded, fee, share): (Int64, Int64, Int64) = (0, 0, 0)
            while refunded < amount {
                let part = Int64.random(in: 1...(amount - refunded), using: &random)
                let split = try #require(payment.split(refund: part, after: refunded))
                #expect(split.amount == part && split.platformFee >= 0 && split.barberShare >= 0)
                refunded += part
                fee += split.platformFee
                share += split.barberShare
                #expect(fee <= payment.platformFee && share <= payment.barberShare)
            }

            #expect(fee == payment.platformFee)
            #expect(share == payment.barberShare)
        }
    }

    @Test(arguments: [(0, 0), (-1, 0), (4001, 0), (1, 4000), (3001, 1000), (.max, 1)] as [(Int64, Int64)])
    func aRefundOfNothingOrOfMoreThanIsLeftIsRefused(refund: Int64, refunded: Int64) {
        #expect(FeeSplit(amount: 4000, feeBasisPoints: 1000).split(refund: refund, after: refunded) == nil)
    }
}
