-- Accounts, passkeys, applications and their authorizations. The types are read alike by H2 and PostgreSQL.

create table account (
    username      varchar(64)  not null primary key,
    display_name  varchar(200) not null,
    principal     varchar(64)  not null,
    organisation  varchar(64)  not null,
    role          varchar(20)  not null,
    subject       varchar(64),
    password_hash varchar(500),
    closed        boolean      not null,
    created_at    timestamp with time zone not null
);

-- One-time codes to set a password with. Only the hash is kept.
create table invitation (
    code_hash  varchar(64) not null primary key,
    username   varchar(64) not null references account (username) on delete cascade,
    expires_at timestamp with time zone not null
);

-- The next two in the shape that Spring Security's passkey repositories expect.
create table user_entities (
    id           varchar(200) not null primary key,
    name         varchar(100) not null unique,
    display_name varchar(200)
);

create table user_credentials (
    credential_id                varchar(1000) not null primary key,
    user_entity_user_id          varchar(200)  not null references user_entities (id) on delete cascade,
    public_key                   bytea         not null,
    signature_count              bigint,
    uv_initialized               boolean,
    backup_eligible              boolean       not null,
    authenticator_transports     varchar(1000),
    public_key_credential_type   varchar(100),
    backup_state                 boolean       not null,
    attestation_object           bytea,
    attestation_client_data_json bytea,
    created                      timestamp,
    last_used                    timestamp,
    label                        varchar(1000) not null
);

create index user_credentials_owner on user_credentials (user_entity_user_id);

-- The next two in the shape that Spring Security's authorization server expects. Tokens are kept as hashes only.
create table oauth2_registered_client (
    id                            varchar(100)   not null primary key,
    client_id                     varchar(100)   not null unique,
    client_id_issued_at           timestamp with time zone default current_timestamp not null,
    client_secret                 varchar(200),
    client_secret_expires_at      timestamp with time zone,
    client_name                   varchar(200)   not null,
    client_authentication_methods varchar(1000)  not null,
    authorization_grant_types     varchar(1000)  not null,
    redirect_uris                 varchar(4000),
    post_logout_redirect_uris     varchar(4000),
    scopes                        varchar(4000)  not null,
    client_settings               varchar(20000) not null,
    token_settings                varchar(4000)  not null
);

create table oauth2_authorization (
    id                            varchar(100) not null primary key,
    registered_client_id          varchar(100) not null,
    principal_name                varchar(200) not null,
    authorization_grant_type      varchar(100) not null,
    authorized_scopes             varchar(4000),
    attributes                    varchar(20000),
    state                         varchar(500),
    authorization_code_value      varchar(100),
    authorization_code_issued_at  timestamp with time zone,
    authorization_code_expires_at timestamp with time zone,
    authorization_code_metadata   varchar(4000),
    access_token_value            varchar(100),
    access_token_issued_at        timestamp with time zone,
    access_token_expires_at       timestamp with time zone,
    access_token_metadata         varchar(20000),
    access_token_type             varchar(100),
    access_token_scopes           varchar(4000),
    oidc_id_token_value           varchar(100),
    oidc_id_token_issued_at       timestamp with time zone,
    oidc_id_token_expires_at      timestamp with time zone,
    oidc_id_token_metadata        varchar(20000),
    refresh_token_value           varchar(100),
    refresh_token_issued_at       timestamp with time zone,
    refresh_token_expires_at      timestamp with time zone,
    refresh_token_metadata        varchar(4000),
    user_code_value               varchar(100),
    user_code_issued_at           timestamp with time zone,
    user_code_expires_at          timestamp with time zone,
    user_code_metadata            varchar(4000),
    device_code_value             varchar(100),
    device_code_issued_at         timestamp with time zone,
    device_code_expires_at        timestamp with time zone,
    device_code_metadata          varchar(4000),
    created_at                    timestamp with time zone default current_timestamp not null
);

create index oauth2_authorization_state on oauth2_authorization (state);
create index oauth2_authorization_code on oauth2_authorization (authorization_code_value);
create index oauth2_authorization_access on oauth2_authorization (access_token_value);
create index oauth2_authorization_refresh on oauth2_authorization (refresh_token_value);
create index oauth2_authorization_owner on oauth2_authorization (principal_name);

-- Refresh tokens that were exchanged for a newer one: seen again, they tell that one was stolen.
create table spent_refresh_token (
    token_hash       varchar(100) not null primary key,
    authorization_id varchar(100) not null,
    expires_at       timestamp with time zone not null
);

-- The jti of client assertions that were used (RFC 7523 section 3, item 7).
create table used_assertion (
    assertion_hash varchar(64) not null primary key,
    expires_at     timestamp with time zone not null
);

-- The patient that an application was launched for, by the authorization that asked.
create table launch_patient (
    authorization_id varchar(100) not null primary key,
    subject          varchar(64)  not null,
    expires_at       timestamp with time zone not null
);
