/// A checked request for an account.
public struct NewUser: Sendable {
    public let email: EmailAddress
    public let fullName: String
    public let phone: String?
    public let role: Role

    /// - Throws: ``DomainError/Code/invalid`` that names the field.
    public init(email: String, fullName: String, phone: String? = nil, role: Role = .client) throws(DomainError) {
        self.email = try EmailAddress(email)
        self.fullName = try fullName.checked("fullName", length: 1...200)
        self.phone = try phone.map { phone throws(DomainError) in try PhoneNumber.check(phone) }
        self.role = role
    }
}

/// A checked change of a profile.
public struct ProfileChange: Sendable {
    /// `nil`: unchanged.
    public let fullName: String?
    /// `nil`: unchanged; `.some(nil)`: removed.
    public let phone: String??

    /// - Throws: ``DomainError/Code/invalid`` that names the field.
    public init(fullName: String? = nil, phone: String?? = nil) throws(DomainError) {
        self.fullName = try fullName.map { name throws(DomainError) in try name.checked("fullName", length: 1...200) }
        switch phone {
        case .none: self.phone = .none
        case .some(.none): self.phone = .some(nil)
        case .some(.some(let number)): self.phone = .some(try PhoneNumber.check(number))
        }
    }
}

enum PhoneNumber {
    static func check(_ text: String) throws(DomainError) -> String {
        let number = text.trimmedASCII
        guard
            (3...32).contains(number.utf8.count), number.contains(where: { $0.isASCII && $0.isNumber }),
            number.unicodeScalars.allSatisfy({ "+0123456789 ()-./".unicodeScalars.contains($0) })
        else { throw .invalid("phone", "A phone number has 3 to 32 digits, spaces and the signs + ( ) - . /") }
        return number
    }
}
