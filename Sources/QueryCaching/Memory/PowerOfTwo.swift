extension Int {
    /// The smallest power of two that is not below this number; 1 for anything below 1.
    var roundedUpToPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }

    /// The greatest power of two that is not above this number; 1 for anything below 1.
    var roundedDownToPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - 1 - leadingZeroBitCount) }
}
