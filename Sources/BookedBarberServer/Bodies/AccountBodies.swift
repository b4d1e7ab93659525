import BookedBarber

/// What somebody signs up with.
struct SignUpBody: Codable, Sendable, SchemaAnnotated {
    let email: String
    let password: String
    let fullName: String
    let phone: String?

    enum CodingKeys: String, CodingKey {
        case email, password, phone
        case fullName = "full_name"
    }

    static var annotations: [String: Schema] {
        [
            "email": .formatted(.email),
            "password": .text(Accounts.passwordLength),
            "full_name": PersonAnnotations.fullName,
            "phone": PersonAnnotations.phone,
        ]
    }
}

/// What is asked of a name and a telephone number.
enum PersonAnnotations {
    static let fullName = Schema.text(1...200).with { $0.example = "Ada Lovelace" }

    static let phone = Schema.text(3...32, "Digits, spaces and + ( ) - . /").with {
        $0.pattern = "^[-+0-9 ()./]*[0-9][-+0-9 ()./]*$"
        $0.example = "+14155550100"
    }
}

/// What somebody signs in with.
struct CredentialsBody: Codable, Sendable, SchemaAnnotated {
    let email: String
    let password: String

    static var annotations: [String: Schema] {
        [
            "email": .text(1...254).with { $0.example = "ada@example.com" },
            "password": .text(1...200),
        ]
    }
}

/// A session that has just begun.
struct SessionBody: Codable, Sendable, SchemaAnnotated {
    let token: String
    let expiresAt: Timestamp
    let user: UserBody

    init(_ signedIn: SignedIn) {
        token = signedIn.session.token.text
        expiresAt = Timestamp(signedIn.session.expiresAt)
        user = UserBody(signedIn.user)
    }

    enum CodingKeys: String, CodingKey {
        case token, user
        case expiresAt = "expires_at"
    }

    static var annotations: [String: Schema] {
        ["token": .string.with { $0.summary = "Send it as `Authorization: Bearer TOKEN`. It is shown only here." }]
    }
}

/// Somebody with an account.
struct UserBody: Codable, Sendable, Hashable, VersionedBody, LocatedBody {
    let id: User.ID
    let email: String
    let fullName: String
    let phone: String?
    let role: Role
    let version: Int
    let createdAt: Timestamp

    init(_ user: User) {
        id = user.id
        email = user.email
        fullName = user.fullName
        phone = user.phone
        role = user.role
        version = user.version
        createdAt = Timestamp(user.createdAt)
    }

    enum CodingKeys: String, CodingKey {
        case id, email, phone, role, version
        case fullName = "full_name"
        case createdAt = "created_at"
    }

    var location: String { "/v1/me" }
}

/// What may be changed of one's own account; what is left out stays as it is.
struct ProfileChangeBody: Codable, Sendable, SchemaAnnotated {
    let fullName: String?
    /// An empty text removes the number.
    let phone: String?

    enum CodingKeys: String, CodingKey {
        case fullName = "full_name"
        case phone
    }

    static var annotations: [String: Schema] {
        [
            "full_name": PersonAnnotations.fullName,
            "phone": .text(0...32, "Digits, spaces and + ( ) - . /; empty: removed.").with {
                $0.pattern = "^([-+0-9 ()./]*[0-9][-+0-9 ()./]*)?$"
                $0.example = "+14155550100"
            },
        ]
    }
}
