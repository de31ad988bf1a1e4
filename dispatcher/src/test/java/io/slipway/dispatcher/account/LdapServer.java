package io.slipway.dispatcher.account;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.util.LDAPSDKException;
import java.net.InetAddress;
import java.util.Arrays;

/** A directory in memory: people, and groups that name them or are named by them. */
final class LdapServer implements AutoCloseable {
    static final String BASE = "dc=game,dc=example";
    static final String READER = "cn=reader," + BASE;
    static final String READER_PASSWORD = "reads people";

    private final InMemoryDirectoryServer server;

    LdapServer() throws LDAPSDKException {
        InMemoryDirectoryServerConfig settings = new InMemoryDirectoryServerConfig(BASE);
        settings.addAdditionalBindCredentials(READER, READER_PASSWORD);
        settings.setSchema(null); // memberOf belongs to servers of another make
        settings.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("loopback", InetAddress.getLoopbackAddress(), 0, null));
        settings.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
        server = new InMemoryDirectoryServer(settings);
        server.startListening();
        add("dn: " + BASE, "objectClass: domain", "dc: game");
        add("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people");
        add("dn: ou=groups," + BASE, "objectClass: organizationalUnit", "ou: groups");
        person("li.ming", "李明", "pass of li", "memberOf: cn=Ops,ou=groups," + BASE);
        person("wang", "王", "pass of wang");
        person("zhao", "赵", "pass of zhao");
        person("admin", "not the administrator", "pass of ldap admin", "memberOf: cn=Ops,ou=groups," + BASE);
        person("twin", "one", "pass of twin");
        add(
                "dn: cn=other twin,ou=people," + BASE,
                "objectClass: inetOrgPerson",
                "cn: other twin",
                "sn: twin",
                "uid: twin",
                "userPassword: pass of twin");
        add(
                "dn: cn=leads,ou=groups," + BASE,
                "objectClass: groupOfNames",
                "cn: leads",
                "member: uid=wang,ou=people," + BASE);
    }

    private void person(String uid, String name, String password, String... more) throws LDAPSDKException {
        String[] lines = {
            "dn: uid=" + uid + ",ou=people," + BASE,
            "objectClass: inetOrgPerson",
            "uid: " + uid,
            "cn: " + uid,
            "sn: " + uid,
            "displayName: " + name,
            "userPassword: " + password
        };
        String[] all = Arrays.copyOf(lines, lines.length + more.length);
        System.arraycopy(more, 0, all, lines.length, more.length);
        add(all);
    }

    private void add(String... lines) throws LDAPSDKException {
        server.add(lines);
    }

    String url() {
        return "ldap://127.0.0.1:" + server.getListenPort();
    }

    @Override
    public void close() {
        server.shutDown(true);
    }
}
