/** Stands in for the programming interface of Open Liberty. */
package com.ibm.websphere.wsoc;
