#include "target.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "resale/address.h"
#include "resale/config.h"

/* The address that is really connected to is looked at, so that no name can lead inside. IPv4 only, for that reason. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
        const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)&address->addr;

        (void)context, (void)purpose;
        if (address->family != AF_INET || (address_is_private(ntohl(in->sin_addr.s_addr)) && !config_int(SETTING_RESALE_ALLOW_PRIVATE_TARGETS)))
                return CURL_SOCKET_BAD;
        return socket(address->family, address->socktype, address->protocol);
}

void target_guard(CURL *curl)
{
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
        curl_easy_setopt(curl, CURLOPT_IPRESOLVE, CURL_IPRESOLVE_V4);
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
}
