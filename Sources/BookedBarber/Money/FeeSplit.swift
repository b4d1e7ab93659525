/// How one amount divides between the platform and the barber: the two parts always add up to the amount.
public struct FeeSplit: Hashable, Sendable {
    /// Minor units that the platform keeps.
    public let platformFee: Int64
    /// Minor units that the barber gets: the amount less the fee.
    public let barberShare: Int64

    public var amount: Int64 { platformFee + barberShare }

    /// The split of a payment.
    ///
    /// The fee is rounded half to even, the share is what remains.
    /// - Parameters:
    ///   - amount: minor units, not negative.
    ///   - feeBasisPoints: hundredths of a percent, 0...10,000; 1,000 is 10 %.
    public init(amount: Int64, feeBasisPoints: Int) {
        precondition(amount >= 0 && (0...10_000).contains(feeBasisPoints), "an amount and a fee are not negative")
        platformFee = Self.portion(of: Int64(feeBasisPoints), from: amount, of: 10_000)
        barberShare = amount - platformFee
    }

    /// A split that was made before.
    init(platformFee: Int64, barberShare: Int64) {
        self.platformFee = platformFee
        self.barberShare = barberShare
    }

    /// The split of one more refund of a payment that was split like this and has had `refunded` given back already.
    ///
    /// Each refund takes the difference between what the platform owes of the total refunded after and before it, so
    /// that any series of refunds which ends at the full amount gives back exactly this fee and this share.
    /// - Parameters:
    ///   - refund: minor units, positive.
    ///   - refunded: minor units given back before, by refunds that were split by this function.
    /// - Returns: `nil` when `refund` is not positive or more than what is left.
    public func split(refund: Int64, after refunded: Int64) -> FeeSplit? {
        guard refund > 0, refunded >= 0, refunded <= amount, refund <= amount - refunded else { return nil }
        let before = Self.portion(of: platformFee, from: refunded, of: amount)
        let fee = Self.portion(of: platformFee, from: refunded + refund, of: amount) - before
        return FeeSplit(platformFee: fee, barberShare: refund - fee)
    }

    /// `value × part / whole`, rounded half to even, without overflow.
    private static func portion(of part: Int64, from value: Int64, of whole: Int64) -> Int64 {
        let (quotient, remainder) = (Int128(value) * Int128(part)).quotientAndRemainder(dividingBy: Int128(whole))
        let twice = remainder * 2
        let roundsUp = twice > Int128(whole) || (twice == Int128(whole) && quotient % 2 == 1)
        return Int64(roundsUp ? quotient + 1 : quotient)
    }
}
