package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.CallerSource;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.ldap.NamingException;
import org.springframework.ldap.core.DirContextOperations;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.ldap.DefaultSpringSecurityContextSource;
import org.springframework.security.ldap.authentication.BindAuthenticator;
import org.springframework.security.ldap.search.FilterBasedLdapUserSearch;
import org.springframework.security.ldap.userdetails.DefaultLdapAuthoritiesPopulator;

/**
 * LDAP, also Active Directory: the entry is looked for, its password is tried by a bind as that entry, and its groups are those it
 * names in {@code memberOf} and those that name it.
 */
final class LdapDirectory implements PasswordDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(LdapDirectory.class);
    private static final String MEMBER_OF = "memberOf";
    private static final String GROUPS_OF = "(|(member={0})(uniqueMember={0})(memberUid={1}))";
    private static final List<String> NAMES = List.of("uid", "sAMAccountName");
    private static final List<String> DISPLAY_NAMES = List.of("displayName", "cn");

    private final BindAuthenticator bind;
    private final DefaultLdapAuthoritiesPopulator groupSearch;
    private final GroupGrants grants;

    /** @throws IllegalStateException where the password file cannot be used */
    LdapDirectory(String url, LdapProperties properties) {
        DefaultSpringSecurityContextSource source =
                new DefaultSpringSecurityContextSource(List.of(url.strip().split("[\\s,]+")), properties.base());
        // Milliseconds; without them a directory that is silent would hold a thread for ever.
        source.setBaseEnvironmentProperties(Map.of(
                "com.sun.jndi.ldap.connect.timeout", "5000",
                "com.sun.jndi.ldap.read.timeout", "10000"));
        String bindDn = properties.bindDn();
        if (bindDn != null) {
            source.setUserDn(bindDn);
            source.setPassword(password(properties.bindPasswordFile()));
        }
        source.afterPropertiesSet();
        this.bind = new BindAuthenticator(source);
        bind.setUserSearch(new FilterBasedLdapUserSearch("", properties.userFilter(), source));
        this.groupSearch = new DefaultLdapAuthoritiesPopulator(source, "");
        groupSearch.setGroupSearchFilter(GROUPS_OF);
        groupSearch.setSearchSubtree(true);
        groupSearch.setRolePrefix("");
        groupSearch.setConvertToUpperCase(false);
        groupSearch.setIgnorePartialResultException(true);
        this.grants = new GroupGrants(properties.groups());
        if (url.contains("ldap://")) {
            LOG.warn("slipway.access.ldap.url: passwords go to the directory in clear, use ldaps");
        }
    }

    @Override
    public String method() {
        return CallerSource.LDAP.wire();
    }

    @Override
    public Optional<Person> check(String name, String password) {
        if (password.isEmpty()) { // a bind without a password succeeds as nobody
            return Optional.empty();
        }
        try {
            DirContextOperations entry =
                    bind.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password));
            return Optional.of(person(entry, name));
        } catch (BadCredentialsException | UsernameNotFoundException e) {
            return Optional.empty();
        } catch (IncorrectResultSizeDataAccessException e) {
            LOG.warn("slipway.access.ldap.user-filter finds {} entries for one name", e.getActualSize());
            return Optional.empty();
        } catch (NamingException | AuthenticationException e) {
            LOG.warn("the directory cannot be asked: {}", e.toString());
            throw new ProblemException(ProblemCode.LOGIN_UNAVAILABLE);
        }
    }

    private Person person(DirContextOperations entry, String typed) {
        String name = first(entry, NAMES, typed);
        return new Person(
                name, first(entry, DISPLAY_NAMES, name), CallerSource.LDAP, null, grants.of(groups(entry, typed)));
    }

    private Set<String> groups(DirContextOperations entry, String typed) {
        Set<String> groups = new HashSet<>();
        groupSearch
                .getGrantedAuthorities(entry, typed)
                .forEach(group -> groups.add(String.valueOf(group.getAuthority())));
        String[] named = entry.getStringAttributes(MEMBER_OF);
        for (String dn : named == null ? new String[0] : named) {
            groups.add(dn);
            commonName(dn).ifPresent(groups::add);
        }
        return groups;
    }

    private static Optional<String> commonName(String dn) {
        try {
            List<Rdn> parts = new LdapName(dn).getRdns();
            return parts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(String.valueOf(parts.get(parts.size() - 1).getValue()));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    private static String first(DirContextOperations entry, List<String> attributes, String otherwise) {
        for (String attribute : attributes) {
            String value = entry.getStringAttribute(attribute);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return otherwise;
    }

    private static String password(@Nullable Path file) {
        if (file == null) {
            throw new IllegalStateException("slipway.access.ldap.bind-password-file: is needed for bind-dn");
        }
        try {
            return SecretFile.read(file).reveal();
        } catch (InsecureSecretException e) {
            throw new IllegalStateException("slipway.access.ldap.bind-password-file: " + e.getMessage(), e);
        }
    }
}
